-- 手写的规模：一期，不分组。
SELECT
    period, basis, count(revenue_10k_cny) AS enterprises, CAST(sum(revenue_10k_cny) AS DOUBLE) AS revenue_10k_cny,
    CAST(sum(revenue_10k_cny) AS DOUBLE) / CAST(sum(revenue_10k_cny) AS DOUBLE) * 100 AS share_pct
FROM fact
WHERE period = $period
GROUP BY period, basis
