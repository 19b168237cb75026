-- 一种期别里一家企业的营业收入、比它大的有几家、全体合计，只有一行；它没有报就都没有。参数：报告期，期别，报告期，期别，它的代码，期别。
-- 它自己的那一行直接从 fact 取：scoped 用两遍，就要先整个存下来。
SELECT
    CAST(? AS STRING) AS period, CAST(? AS STRING) AS basis,
    0 AS group_1, 0 AS group_2, 0 AS group_3, 0 AS group_4,
    MAX(own.revenue_10k_cny) AS revenue_10k_cny,
    COUNT(CASE WHEN s.revenue_10k_cny > own.revenue_10k_cny THEN 1 END) AS larger,
    SUM(s.revenue_10k_cny) AS total_10k_cny
FROM scoped AS s
CROSS JOIN (
    SELECT revenue_10k_cny
    FROM fact
    WHERE period = ? AND basis = ? AND enterprise_id = ?
) AS own
WHERE s.basis = ?
