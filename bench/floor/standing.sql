-- 手写的一家企业的位次与占比：一期累计，比它大的有几家。
SELECT
    count(*) FILTER (f.revenue_10k_cny > own.revenue_10k_cny) + 1 AS rank,
    CAST(any_value(own.revenue_10k_cny) AS DOUBLE) / CAST(sum(f.revenue_10k_cny) AS DOUBLE) * 100 AS share_pct
FROM fact f
CROSS JOIN (
    SELECT revenue_10k_cny FROM fact
    WHERE period = $period AND basis = 'ytd' AND enterprise_id = '91370102N00000000X'
) own
WHERE f.period = $period AND f.basis = 'ytd'
