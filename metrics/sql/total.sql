-- 整个范围的合计，按期别；没有人报的空着。
SELECT period, basis, 0 AS group_1, 0 AS group_2, 0 AS group_3, 0 AS group_4, SUM(revenue_10k_cny) AS total_10k_cny
FROM scoped
GROUP BY period, basis
