-- 集中度所需的合计：家数、总数、最小一家、平方和、前几家之和、位次乘数之和（位次由大到小）。
WITH ranked AS (
    SELECT
        period, basis, group_1, group_2, group_3, group_4,
        CAST(revenue_10k_cny AS DOUBLE) AS revenue,
        ROW_NUMBER() OVER (
            PARTITION BY period, basis, group_1, group_2, group_3, group_4
            ORDER BY revenue_10k_cny DESC NULLS LAST, enterprise_id NULLS LAST
        ) AS place
    FROM grouped
)
SELECT
    period, basis, group_1, group_2, group_3, group_4,
    COUNT(revenue) AS enterprises,
    SUM(revenue) AS total,
    MIN(revenue) AS smallest,
    SUM(revenue * revenue) AS squares,
    SUM(CASE WHEN place <= 1 THEN revenue END) AS top_1,
    SUM(CASE WHEN place <= 3 THEN revenue END) AS top_3,
    SUM(CASE WHEN place <= 4 THEN revenue END) AS top_4,
    SUM(CASE WHEN place <= 8 THEN revenue END) AS top_8,
    SUM(place * revenue) AS placed
FROM ranked
GROUP BY period, basis, group_1, group_2, group_3, group_4
