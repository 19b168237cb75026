-- 手写的企业规模：一期，一家一行。
WITH now AS (FROM fact WHERE period = $period),
total AS (SELECT basis, sum(revenue_10k_cny) AS total FROM now GROUP BY basis)
SELECT
    now.period, basis, now.enterprise_id, e.enterprise,
    CAST(revenue_10k_cny AS DOUBLE) AS revenue_10k_cny,
    CAST(revenue_10k_cny AS DOUBLE) / CAST(total AS DOUBLE) * 100 AS share_pct,
    CASE WHEN revenue_10k_cny IS NOT NULL
        THEN rank() OVER (PARTITION BY basis ORDER BY revenue_10k_cny DESC NULLS LAST) END AS rank
FROM now
JOIN total USING (basis)
JOIN enterprise e ON e.enterprise_id = now.enterprise_id
ORDER BY basis, enterprise_id
