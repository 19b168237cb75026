-- 手写的韧性：一期，按集群，去掉最大的零、一、三、五家以后的营收与增速。
WITH held AS (
    SELECT
        f.period, f.basis, m.value AS cluster, f.revenue_10k_cny, f.prior_reported_10k_cny,
        row_number() OVER (PARTITION BY f.basis, m.value ORDER BY f.revenue_10k_cny DESC, f.enterprise_id) AS place
    FROM fact f
    LEFT JOIN membership m ON m.enterprise_id = f.enterprise_id AND m.dimension = 'cluster'
    WHERE f.period = $period AND f.revenue_10k_cny IS NOT NULL
)
SELECT
    period, basis, cluster, CAST(out AS VARCHAR) AS left_out,
    count(*) AS enterprises,
    CAST(sum(revenue_10k_cny) AS DOUBLE) AS revenue_10k_cny,
    (CAST(sum(revenue_10k_cny) FILTER (prior_reported_10k_cny IS NOT NULL) AS DOUBLE)
        / CAST(sum(prior_reported_10k_cny) AS DOUBLE) - 1) * 100 AS comparable_pct
FROM held
CROSS JOIN (SELECT unnest([0, 1, 3, 5]) AS out)
WHERE place > out
GROUP BY period, basis, cluster, out
