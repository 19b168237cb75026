-- 年内进度所需的合计：各期的累计与全年，其中规上。
SELECT
    period, basis, group_1, group_2, group_3, group_4,
    SUM(revenue_10k_cny) AS revenue_10k_cny,
    SUM(CASE WHEN is_above_scale THEN revenue_10k_cny END) AS above_scale_revenue_10k_cny
FROM grouped
WHERE basis IN ('ytd', 'year')
GROUP BY period, basis, group_1, group_2, group_3, group_4
