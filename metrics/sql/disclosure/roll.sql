-- 一期报了累计营业收入的企业，各一行。参数：报告期。
SELECT
    f.enterprise_id, CAST(f.revenue_10k_cny AS DOUBLE) AS revenue_10k_cny, f.tier, f.is_above_scale,
    e.industry, e.region, e.subdistrict, e.carrier
FROM fact AS f
INNER JOIN enterprise AS e ON e.enterprise_id = f.enterprise_id
WHERE f.period = ? AND f.basis = 'ytd' AND f.revenue_10k_cny IS NOT NULL
ORDER BY f.enterprise_id NULLS LAST
