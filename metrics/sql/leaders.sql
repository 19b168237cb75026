-- 领军企业：一种期别里营业收入最大的十家，连同自己的上年同期；名称与整个范围的合计另取。参数：期别。
SELECT
    period, basis, 0 AS group_1, 0 AS group_2, 0 AS group_3, 0 AS group_4,
    enterprise_id, revenue_10k_cny, prior_reported_10k_cny
FROM scoped
WHERE basis = ? AND revenue_10k_cny IS NOT NULL
ORDER BY revenue_10k_cny DESC NULLS LAST, enterprise_id NULLS LAST
LIMIT 10
