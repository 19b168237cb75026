-- 一个季度里各家的累计与单季同比；place 是它在往期同比表里的第几行，负数的编号从零排起。
CREATE OR REPLACE TEMP TABLE rated_quarter AS
SELECT
    f.enterprise_id, f.period, f.year, f.quarter, f.basis, f.tier, f.is_above_scale,
    f.revenue_10k_cny, f.prior_reported_10k_cny,
    -2 * n.n - CASE f.basis WHEN 'ytd' THEN 1 ELSE 2 END AS place,
    CASE WHEN f.prior_reported_10k_cny > 0 THEN
        (CAST(f.revenue_10k_cny AS DOUBLE) / CAST(f.prior_reported_10k_cny AS DOUBLE) - 1) * 100
    END AS growth_pct
FROM fact f
JOIN numbered n ON n.enterprise_id = f.enterprise_id
WHERE f.year = $year AND f.quarter = $quarter AND f.basis IN ('ytd', 'single') AND f.revenue_10k_cny IS NOT NULL
ORDER BY f.basis, f.enterprise_id;
