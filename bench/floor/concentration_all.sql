-- 手写的集中度：一期，不分组，平方和指数与前四家。
WITH held AS (
    SELECT
        period, basis, CAST(revenue_10k_cny AS DOUBLE) AS revenue,
        row_number() OVER (PARTITION BY basis ORDER BY revenue_10k_cny DESC) AS place
    FROM fact
    WHERE period = $period AND revenue_10k_cny IS NOT NULL
)
SELECT
    period, basis, count(*) AS enterprises,
    sum(revenue * revenue) / (sum(revenue) * sum(revenue)) AS hhi,
    sum(revenue) FILTER (place <= 4) / sum(revenue) * 100 AS cr4_pct,
    (count(*) + 1) / count(*) - 2 * sum(place * revenue) / (count(*) * sum(revenue)) AS gini
FROM held
GROUP BY period, basis
