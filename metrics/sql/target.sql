-- 目标的实际值：营收合计、其中规上、过线家数、最大一家；范围与分组由目标给定，参数是门槛（万元）。
SELECT
    period, basis, group_1, group_2, group_3, group_4,
    COUNT(revenue_10k_cny) AS enterprises,
    COUNT(CASE WHEN is_above_scale THEN revenue_10k_cny END) AS above_scale_enterprises,
    SUM(revenue_10k_cny) AS revenue_10k_cny,
    SUM(CASE WHEN is_above_scale THEN revenue_10k_cny END) AS above_scale_revenue_10k_cny,
    COUNT(CASE WHEN revenue_10k_cny >= ? THEN 1 END) AS count_above,
    MAX(revenue_10k_cny) AS largest_10k_cny
FROM grouped
GROUP BY period, basis, group_1, group_2, group_3, group_4
