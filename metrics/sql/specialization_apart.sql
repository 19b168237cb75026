-- 专业化所需的合计，地区与活动都不交叉时：每个格子（地区×活动）的营收、平方和；一家企业只在一格里，不用分份。
SELECT
    period, basis, group_1, group_2, group_3, group_4,
    COUNT(revenue_10k_cny) AS enterprises,
    SUM(CAST(revenue_10k_cny AS DOUBLE)) AS revenue,
    SUM(CAST(revenue_10k_cny AS DOUBLE)) AS distinct_revenue,
    SUM(CAST(revenue_10k_cny AS DOUBLE) * CAST(revenue_10k_cny AS DOUBLE)) AS squares,
    MIN(CAST(revenue_10k_cny AS DOUBLE)) AS smallest
FROM grouped
GROUP BY period, basis, group_1, group_2, group_3, group_4
