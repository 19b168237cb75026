-- 一种期别里营业收入比一个数大的有几家。参数：这个数，期别。
SELECT
    period, basis, 0 AS group_1, 0 AS group_2, 0 AS group_3, 0 AS group_4,
    COUNT(CASE WHEN revenue_10k_cny > CAST(? AS DOUBLE) THEN 1 END) AS larger
FROM scoped
WHERE basis = ?
GROUP BY period, basis
