-- 专业化所需的合计：每个格子（地区×活动）的营收、平方和；一家企业属几组就分几份的那一份，加起来才不重复。
WITH split AS (
    SELECT
        period, basis, group_1, group_2, group_3, group_4,
        CAST(revenue_10k_cny AS DOUBLE) AS revenue,
        COUNT(*) OVER (PARTITION BY period, basis, enterprise_id) AS copies
    FROM grouped
)
SELECT
    period, basis, group_1, group_2, group_3, group_4,
    COUNT(revenue) AS enterprises,
    SUM(revenue) AS revenue,
    SUM(revenue / NULLIF(copies, 0)) AS distinct_revenue,
    SUM(revenue * revenue) AS squares,
    MIN(revenue) AS smallest
FROM split
GROUP BY period, basis, group_1, group_2, group_3, group_4
