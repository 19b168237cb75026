-- 增长桥：逐企业拆分，合计到分组；上年各部分加本期变动恰等于本期。
-- has_base：上年同期整期在库与否；没有入库的上年不是零，而是未知。
WITH loaded AS (
    SELECT period, basis, COUNT(prior_stored_10k_cny) AS stored_rows
    FROM fact
    GROUP BY period, basis
),
sums AS (
    SELECT
        period, basis, group_1, group_2, group_3, group_4,
        SUM(prior_stored_10k_cny) AS prior_10k_cny,
        SUM(CASE
            WHEN revenue_10k_cny IS NULL THEN 0
            WHEN prior_reported_10k_cny IS NOT NULL THEN revenue_10k_cny - prior_reported_10k_cny
            WHEN prior_stored_10k_cny IS NOT NULL THEN revenue_10k_cny - prior_stored_10k_cny
            ELSE 0
        END) AS incumbents_10k_cny,
        SUM(CASE
            WHEN revenue_10k_cny IS NULL OR prior_stored_10k_cny IS NOT NULL THEN 0
            WHEN prior_reported_10k_cny IS NOT NULL THEN prior_reported_10k_cny
            ELSE revenue_10k_cny
        END) AS entrants_10k_cny,
        SUM(CASE WHEN revenue_10k_cny IS NULL THEN -prior_stored_10k_cny ELSE 0 END) AS exits_10k_cny,
        SUM(CASE
            WHEN revenue_10k_cny IS NOT NULL AND prior_stored_10k_cny IS NOT NULL AND prior_reported_10k_cny IS NOT NULL
                THEN prior_reported_10k_cny - prior_stored_10k_cny
            ELSE 0
        END) AS revisions_10k_cny,
        SUM(revenue_10k_cny) AS current_10k_cny
    FROM grouped
    GROUP BY period, basis, group_1, group_2, group_3, group_4
)
SELECT sums.*, loaded.stored_rows
FROM sums
INNER JOIN loaded ON loaded.period = sums.period AND loaded.basis = sums.basis
