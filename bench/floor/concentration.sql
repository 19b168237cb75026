-- 手写的集中度：一期，按行业的平方和指数与前四家。
WITH held AS (
    SELECT
        f.period, f.basis, e.industry, CAST(f.revenue_10k_cny AS DOUBLE) AS revenue,
        row_number() OVER (PARTITION BY f.basis, e.industry ORDER BY f.revenue_10k_cny DESC) AS place
    FROM fact f
    JOIN enterprise e ON e.enterprise_id = f.enterprise_id
    WHERE f.period = $period AND f.revenue_10k_cny IS NOT NULL
)
SELECT
    period, basis, industry,
    count(*) AS enterprises,
    sum(revenue * revenue) / (sum(revenue) * sum(revenue)) AS hhi,
    sum(revenue) FILTER (place <= 4) / sum(revenue) * 100 AS cr4_pct,
    2 * sum((count_all - place + 1) * revenue) / (count_all * sum(revenue)) - (count_all + 1) / count_all AS gini
FROM (SELECT *, count(*) OVER (PARTITION BY basis, industry) AS count_all FROM held)
GROUP BY period, basis, industry, count_all
ORDER BY basis, industry
