-- 手写的贡献：一期，按街道的增量与拉动。
WITH now AS (FROM fact WHERE period = $period AND revenue_10k_cny IS NOT NULL),
total AS (SELECT basis, sum(prior_reported_10k_cny) AS prior FROM now GROUP BY basis)
SELECT
    $period AS period, basis, e.subdistrict,
    CAST(sum(revenue_10k_cny - prior_reported_10k_cny) AS DOUBLE) AS increase_10k_cny,
    CAST(sum(revenue_10k_cny - prior_reported_10k_cny) AS DOUBLE) / CAST(any_value(prior) AS DOUBLE) * 100 AS pull_pp
FROM now
JOIN total USING (basis)
JOIN enterprise e ON e.enterprise_id = now.enterprise_id
GROUP BY basis, e.subdistrict
ORDER BY basis, subdistrict
