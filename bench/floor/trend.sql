-- 手写的规模走势：四十期，不分组。
SELECT
    period, basis, count(revenue_10k_cny) AS enterprises, CAST(sum(revenue_10k_cny) AS DOUBLE) AS revenue_10k_cny
FROM fact
GROUP BY period, basis
ORDER BY period, basis
