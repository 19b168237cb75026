-- 结构相近：各组每项活动的营业收入与已报家数。
SELECT
    period, basis, group_1, group_2, group_3, group_4,
    SUM(revenue_10k_cny) AS revenue_10k_cny,
    CAST(COALESCE(SUM(CASE WHEN revenue_10k_cny IS NOT NULL THEN firms END), 0) AS BIGINT) AS enterprises
FROM grouped
GROUP BY period, basis, group_1, group_2, group_3, group_4
