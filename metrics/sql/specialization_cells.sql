-- 专业化所需的合计：每个格子（地区×活动）的营收、平方和；一家只在一格里，或建库时已经分好了份。
SELECT
    period, basis, group_1, group_2, group_3, group_4,
    CAST(COALESCE(SUM(CASE WHEN revenue_10k_cny IS NOT NULL THEN firms END), 0) AS BIGINT) AS enterprises,
    CAST(SUM(revenue_10k_cny) AS DOUBLE) AS revenue,
    SUM(distinct_10k_cny) AS distinct_revenue,
    SUM(squares) AS squares,
    MIN(smallest) AS smallest
FROM grouped
GROUP BY period, basis, group_1, group_2, group_3, group_4
