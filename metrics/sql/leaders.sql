-- 领军企业：一种期别里营业收入最大的几家，连同整个范围的合计、自己的上年同期。参数：期别（两遍），家数。
WITH total AS (
    SELECT period, SUM(revenue_10k_cny) AS total_10k_cny
    FROM scoped
    WHERE basis = ?
    GROUP BY period
),
placed AS (
    SELECT
        period, basis, enterprise_id, revenue_10k_cny, prior_reported_10k_cny,
        ROW_NUMBER() OVER (
            PARTITION BY period ORDER BY revenue_10k_cny DESC NULLS LAST, enterprise_id NULLS LAST
        ) AS place
    FROM scoped
    WHERE basis = ? AND revenue_10k_cny IS NOT NULL
)
SELECT
    p.period, p.basis, '' AS group_1, '' AS group_2, '' AS group_3, '' AS group_4, p.place,
    p.enterprise_id, e.enterprise, p.revenue_10k_cny, p.prior_reported_10k_cny, t.total_10k_cny
FROM placed AS p
INNER JOIN total AS t ON t.period = p.period
INNER JOIN enterprise AS e ON e.enterprise_id = p.enterprise_id
WHERE p.place <= CAST(? AS INT)
