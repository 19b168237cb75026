-- 领军企业：一种期别里营业收入最大的十家，连同自己的上年同期；名称与整个范围的合计另取。参数：期别，第十大的营业收入（没有人报就是空）。
-- 先问第十大是多少（tenth.sql），要排先后的就只有十来家：几十万家的代码与上年同期不必读出来。
-- 取十家写成 nth <= 10 而不写 LIMIT：LIMIT 会先只读要排的列，再回头去找那十行，多扫一遍。
SELECT
    l.period, l.basis, 0 AS group_1, 0 AS group_2, 0 AS group_3, 0 AS group_4,
    l.enterprise_id, l.revenue_10k_cny, l.prior_reported_10k_cny
FROM (
    SELECT
        period, basis, enterprise_id, revenue_10k_cny, prior_reported_10k_cny,
        ROW_NUMBER() OVER (ORDER BY revenue_10k_cny DESC NULLS LAST, enterprise_id NULLS LAST) AS nth
    FROM scoped
    WHERE basis = ? AND revenue_10k_cny >= CAST(? AS DECIMAL(22, 6))
) AS l
WHERE l.nth <= 10
