-- 手写的可比增速走势：四十期，不分组。
SELECT
    period, basis,
    (CAST(sum(revenue_10k_cny) FILTER (prior_reported_10k_cny IS NOT NULL) AS DOUBLE)
        / CAST(sum(prior_reported_10k_cny) FILTER (revenue_10k_cny IS NOT NULL) AS DOUBLE) - 1) * 100
        AS comparable_pct
FROM fact
GROUP BY period, basis
ORDER BY period, basis
