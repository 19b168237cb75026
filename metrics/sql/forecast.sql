-- 预测所需的季度序列：单季与累计的营收合计，其中规上。
SELECT
    period, basis, group_1, group_2, group_3, group_4,
    CAST(COALESCE(SUM(CASE WHEN revenue_10k_cny IS NOT NULL THEN firms END), 0) AS BIGINT) AS enterprises,
    SUM(revenue_10k_cny) AS revenue_10k_cny,
    SUM(CASE WHEN is_above_scale THEN revenue_10k_cny END) AS above_scale_revenue_10k_cny
FROM grouped
WHERE basis IN ('single', 'ytd')
GROUP BY period, basis, group_1, group_2, group_3, group_4
