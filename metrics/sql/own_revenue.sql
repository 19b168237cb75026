-- 一家企业一种期别里的营业收入。参数：期别，它的代码。
SELECT
    period, basis, 0 AS group_1, 0 AS group_2, 0 AS group_3, 0 AS group_4, revenue_10k_cny
FROM scoped
WHERE basis = ? AND enterprise_id = ?
