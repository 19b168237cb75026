-- 同比离不离常态判不了的企业：没有同比，或往期不到几期（参数）。
SELECT
    period, basis, group_1, group_2, group_3, group_4,
    COUNT(CASE WHEN growth_pct IS NULL OR history < ? THEN 1 END) AS unjudged
FROM grouped
GROUP BY period, basis, group_1, group_2, group_3, group_4
