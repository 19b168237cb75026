-- 一种期别里营业收入比一个数大的有几家，连同合计，只有一行；不按期别分组，省一半。参数：报告期，期别，这个数，期别。
SELECT
    CAST(? AS STRING) AS period, CAST(? AS STRING) AS basis,
    0 AS group_1, 0 AS group_2, 0 AS group_3, 0 AS group_4,
    COUNT(CASE WHEN revenue_10k_cny > CAST(? AS DECIMAL(22, 6)) THEN 1 END) AS larger,
    SUM(revenue_10k_cny) AS total_10k_cny
FROM scoped
WHERE basis = ?
