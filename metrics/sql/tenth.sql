-- 一种期别里营业收入第十大的是多少，不到十家就是最小的，没有人报就是空，只有一行；不带期别去排、去分组，省一半。
-- 参数：报告期，期别，期别。
SELECT
    CAST(? AS STRING) AS period, CAST(? AS STRING) AS basis,
    0 AS group_1, 0 AS group_2, 0 AS group_3, 0 AS group_4,
    MIN(revenue_10k_cny) AS tenth_10k_cny
FROM (
    SELECT revenue_10k_cny
    FROM scoped
    WHERE basis = ? AND revenue_10k_cny IS NOT NULL
    ORDER BY revenue_10k_cny DESC NULLS LAST
    LIMIT 10
) AS l
