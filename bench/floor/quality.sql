-- 手写的质量徽标所据：一期，不分组的家数、最大一家占比、上年同期数改动。
SELECT
    period, basis, count(revenue_10k_cny) AS enterprises,
    max(CAST(revenue_10k_cny AS DOUBLE)) / CAST(sum(revenue_10k_cny) AS DOUBLE) * 100 AS largest_pct,
    CAST(sum(abs(prior_reported_10k_cny - prior_stored_10k_cny)) AS DOUBLE)
        / CAST(sum(prior_stored_10k_cny) FILTER (prior_reported_10k_cny IS NOT NULL) AS DOUBLE) * 100 AS restated_pct
FROM fact
WHERE period = $period
GROUP BY period, basis
