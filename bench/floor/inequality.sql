-- 手写的不平等：一期，按集群，基尼、泰尔两种、胡佛。
WITH held AS (
    SELECT
        f.period, f.basis, m.value AS cluster, CAST(f.revenue_10k_cny AS DOUBLE) AS x,
        row_number() OVER (PARTITION BY f.basis, m.value ORDER BY f.revenue_10k_cny DESC) AS place,
        avg(CAST(f.revenue_10k_cny AS DOUBLE)) OVER (PARTITION BY f.basis, m.value) AS mean
    FROM fact f
    LEFT JOIN membership m ON m.enterprise_id = f.enterprise_id AND m.dimension = 'cluster'
    WHERE f.period = $period AND f.revenue_10k_cny IS NOT NULL
)
SELECT
    period, basis, cluster, count(*) AS enterprises,
    (count(*) + 1) / count(*) - 2 * sum(place * x) / (count(*) * sum(x)) AS gini,
    avg(x / mean * ln(x / mean)) AS theil_t,
    -avg(ln(x / mean)) AS theil_l,
    sum(abs(x / mean - 1)) / (2 * count(*)) AS hoover
FROM held
GROUP BY period, basis, cluster
