-- 手写的年内进度所据：一期，按集群的本期累计、上年同期累计与上年全年。
SELECT
    $period AS period, 'ytd' AS basis, m.value AS cluster,
    CAST(sum(f.revenue_10k_cny) FILTER (f.period = $period) AS DOUBLE) AS ytd_10k_cny,
    CAST(sum(f.revenue_10k_cny) FILTER (f.basis = 'ytd' AND f.period <> $period) AS DOUBLE) AS prior_ytd_10k_cny,
    CAST(sum(f.revenue_10k_cny) FILTER (f.basis = 'year') AS DOUBLE) AS prior_year_10k_cny
FROM fact f
LEFT JOIN membership m ON m.enterprise_id = f.enterprise_id AND m.dimension = 'cluster'
WHERE (f.basis = 'ytd' AND f.period IN ($period, CAST(CAST(left($period, 4) AS INT) - 1 AS VARCHAR) || right($period, 2)))
    OR (f.basis = 'year' AND f.period = CAST(CAST(left($period, 4) AS INT) - 1 AS VARCHAR) || 'Q4')
GROUP BY m.value
