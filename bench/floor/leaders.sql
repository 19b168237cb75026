-- 手写的领军企业：一期累计，营业收入最大的十家，占比、位次与可比增速。
WITH now AS (FROM fact WHERE period = $period AND basis = 'ytd' AND revenue_10k_cny IS NOT NULL)
SELECT
    n.enterprise_id, e.enterprise,
    CAST(n.revenue_10k_cny AS DOUBLE) AS revenue_10k_cny,
    CAST(n.revenue_10k_cny AS DOUBLE) / (SELECT CAST(sum(revenue_10k_cny) AS DOUBLE) FROM now) * 100 AS share_pct,
    rank() OVER (ORDER BY n.revenue_10k_cny DESC) AS rank,
    CASE WHEN n.prior_reported_10k_cny > 0 THEN
        (CAST(n.revenue_10k_cny AS DOUBLE) / CAST(n.prior_reported_10k_cny AS DOUBLE) - 1) * 100 END AS comparable_pct
FROM (FROM now ORDER BY revenue_10k_cny DESC, enterprise_id LIMIT 10) n
JOIN enterprise e ON e.enterprise_id = n.enterprise_id
