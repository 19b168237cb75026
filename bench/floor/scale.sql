-- 手写的规模：一期，按集群。
WITH now AS (FROM fact WHERE period = $period),
total AS (SELECT basis, sum(revenue_10k_cny) AS total FROM now GROUP BY basis)
SELECT
    $period AS period, basis, m.value AS cluster,
    count(revenue_10k_cny) AS enterprises,
    CAST(sum(revenue_10k_cny) AS DOUBLE) AS revenue_10k_cny,
    CAST(sum(revenue_10k_cny) AS DOUBLE) / CAST(any_value(total) AS DOUBLE) * 100 AS share_pct
FROM now
JOIN total USING (basis)
LEFT JOIN membership m ON m.enterprise_id = now.enterprise_id AND m.dimension = 'cluster'
GROUP BY basis, m.value
ORDER BY basis, cluster
