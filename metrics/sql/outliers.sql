-- 异常增速：本期同比，与自己前五年（二十个季度）各期同比的中位数、离中位数的绝对偏差的中位数。
WITH past AS (
    SELECT
        s.period, s.basis, s.enterprise_id,
        (CAST(f.revenue_10k_cny AS DOUBLE) / NULLIF(CAST(f.prior_reported_10k_cny AS DOUBLE), 0) - 1) * 100 AS growth_pct
    FROM fact AS f
    INNER JOIN scoped AS s
        ON s.enterprise_id = f.enterprise_id AND s.basis = f.basis
        AND f.year * 4 + f.quarter BETWEEN s.year * 4 + s.quarter - 20 AND s.year * 4 + s.quarter - 1
    WHERE f.revenue_10k_cny IS NOT NULL AND f.prior_reported_10k_cny > 0
),
middle AS (
    SELECT
        period, basis, enterprise_id,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY growth_pct NULLS LAST) AS median_pct,
        COUNT(growth_pct) AS history
    FROM past
    GROUP BY period, basis, enterprise_id
),
spread AS (
    SELECT
        p.period, p.basis, p.enterprise_id,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY ABS(p.growth_pct - m.median_pct) NULLS LAST) AS mad_pp
    FROM past AS p
    INNER JOIN middle AS m ON m.period = p.period AND m.basis = p.basis AND m.enterprise_id = p.enterprise_id
    GROUP BY p.period, p.basis, p.enterprise_id
)
SELECT
    g.period, g.basis, g.group_1, g.group_2, g.group_3, g.group_4, g.enterprise_id AS firm_id, e.enterprise AS firm,
    g.revenue_10k_cny, g.prior_reported_10k_cny AS prior_10k_cny, g.growth_pct, m.median_pct, s.mad_pp,
    COALESCE(m.history, 0) AS history
FROM grouped AS g
INNER JOIN enterprise AS e ON e.enterprise_id = g.enterprise_id
LEFT JOIN middle AS m ON m.period = g.period AND m.basis = g.basis AND m.enterprise_id = g.enterprise_id
LEFT JOIN spread AS s ON s.period = g.period AND s.basis = g.basis AND s.enterprise_id = g.enterprise_id
