-- 领军企业：一种期别里营业收入最大的十家，连同自己的上年同期；整个范围的合计另取。参数：期别。
SELECT
    l.period, l.basis, 0 AS group_1, 0 AS group_2, 0 AS group_3, 0 AS group_4,
    l.enterprise_id, e.enterprise, l.revenue_10k_cny, l.prior_reported_10k_cny
FROM (
    SELECT period, basis, enterprise_id, revenue_10k_cny, prior_reported_10k_cny
    FROM scoped
    WHERE basis = ? AND revenue_10k_cny IS NOT NULL
    ORDER BY revenue_10k_cny DESC NULLS LAST, enterprise_id NULLS LAST
    LIMIT 10
) AS l
INNER JOIN enterprise AS e ON e.enterprise_id = l.enterprise_id
