-- 手写的增长：一期，不分组。
SELECT
    f.period, f.basis,
    (CAST(sum(revenue_10k_cny) FILTER (prior_reported_10k_cny IS NOT NULL) AS DOUBLE)
        / CAST(sum(prior_reported_10k_cny) FILTER (revenue_10k_cny IS NOT NULL) AS DOUBLE) - 1) * 100
        AS comparable_pct,
    (CAST(sum(revenue_10k_cny) AS DOUBLE) / CAST(sum(prior_stored_10k_cny) AS DOUBLE) - 1) * 100 AS nominal_pct,
    (CAST(sum(revenue_10k_cny) FILTER (prior_stored_10k_cny IS NOT NULL) AS DOUBLE)
        / CAST(sum(prior_stored_10k_cny) FILTER (revenue_10k_cny IS NOT NULL) AS DOUBLE) - 1) * 100 AS matched_pct
FROM fact f
WHERE f.period = $period
GROUP BY ALL
ORDER BY basis
