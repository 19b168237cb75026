-- 手写的异常的几家：一期，自己前二十季同比的中位数与绝对偏差的中位数。
WITH rated AS (
    SELECT
        enterprise_id, period, basis, year * 4 + quarter AS at, revenue_10k_cny,
        CASE WHEN prior_reported_10k_cny > 0
            THEN (CAST(revenue_10k_cny AS DOUBLE) / CAST(prior_reported_10k_cny AS DOUBLE) - 1) * 100 END AS growth
    FROM fact
    WHERE basis IN ('ytd', 'single') AND revenue_10k_cny IS NOT NULL
),
now AS (FROM rated WHERE period = $period),
past AS (
    SELECT n.enterprise_id, n.basis, h.growth
    FROM now n
    JOIN rated h ON h.enterprise_id = n.enterprise_id AND h.basis = n.basis AND h.at BETWEEN n.at - 20 AND n.at - 1
),
middle AS (SELECT enterprise_id, basis, median(growth) AS median, count(growth) AS history FROM past GROUP BY ALL),
spread AS (
    SELECT p.enterprise_id, p.basis, median(abs(p.growth - m.median)) AS mad
    FROM past p
    JOIN middle m ON m.enterprise_id = p.enterprise_id AND m.basis = p.basis
    GROUP BY ALL
),
scored AS (
    SELECT
        n.period, n.basis, n.enterprise_id, e.enterprise, n.growth AS growth_pct,
        m.median AS median_pct, s.mad AS mad_pp,
        CASE WHEN m.history >= 8 THEN CASE WHEN s.mad > 1e-9 THEN 0.6745 * (n.growth - m.median) / s.mad ELSE 0 * n.growth END
            END AS robust_z
    FROM now n
    JOIN enterprise e ON e.enterprise_id = n.enterprise_id
    LEFT JOIN middle m ON m.enterprise_id = n.enterprise_id AND m.basis = n.basis
    LEFT JOIN spread s ON s.enterprise_id = n.enterprise_id AND s.basis = n.basis
)
FROM scored
WHERE abs(robust_z) > 3.5
ORDER BY basis, abs(robust_z) DESC, enterprise_id
