-- 领军企业：一种期别里营业收入最大的十家，连同整个范围的合计、自己的上年同期。参数：期别。
WITH known AS (
    SELECT period, basis, enterprise_id, revenue_10k_cny, prior_reported_10k_cny
    FROM scoped
    WHERE basis = ? AND revenue_10k_cny IS NOT NULL
),
total AS (
    SELECT SUM(revenue_10k_cny) AS total_10k_cny FROM known
),
largest AS (
    SELECT * FROM known ORDER BY revenue_10k_cny DESC NULLS LAST, enterprise_id NULLS LAST LIMIT 10
)
SELECT
    l.period, l.basis, 0 AS group_1, 0 AS group_2, 0 AS group_3, 0 AS group_4,
    l.enterprise_id, e.enterprise, l.revenue_10k_cny, l.prior_reported_10k_cny, t.total_10k_cny
FROM largest AS l
CROSS JOIN total AS t
INNER JOIN enterprise AS e ON e.enterprise_id = l.enterprise_id
