-- 增长桥：逐企业拆分，合计到分组；上年各部分加本期变动恰等于本期。
-- stored_rows：上年同期整期在库与否；没有入库的上年不是零，而是未知。
-- 新增里，期末在名录、上年同期末还不在的是入规；退出里，期末已退出名录或已迁出的是退规。名录没写的留在“新报”“未报”。
WITH loaded AS (
    SELECT
        period, basis,
        CAST(COALESCE(SUM(CASE WHEN prior_stored_10k_cny IS NOT NULL THEN firms END), 0) AS BIGINT) AS stored_rows
    FROM group_sum
    WHERE dimension = ''
    GROUP BY period, basis
),
stepped AS (
    SELECT
        grouped.*,
        CASE
            WHEN revenue_10k_cny IS NULL OR prior_stored_10k_cny IS NOT NULL THEN 0
            WHEN prior_reported_10k_cny IS NOT NULL THEN prior_reported_10k_cny
            ELSE revenue_10k_cny
        END AS entrant_10k_cny,
        CASE WHEN revenue_10k_cny IS NULL THEN -prior_stored_10k_cny ELSE 0 END AS exit_10k_cny
    FROM grouped
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
        SUM(entrant_10k_cny) AS entrants_10k_cny,
        SUM(exit_10k_cny) AS exits_10k_cny,
        SUM(CASE
            WHEN revenue_10k_cny IS NOT NULL AND prior_stored_10k_cny IS NOT NULL AND prior_reported_10k_cny IS NOT NULL
                THEN prior_reported_10k_cny - prior_stored_10k_cny
            ELSE 0
        END) AS revisions_10k_cny,
        SUM(revenue_10k_cny) AS current_10k_cny,
        SUM(CASE WHEN has_joined THEN entrant_10k_cny ELSE 0 END) AS joined_10k_cny,
        SUM(CASE WHEN has_left THEN exit_10k_cny ELSE 0 END) AS left_10k_cny,
        CAST(COALESCE(SUM(CASE WHEN is_dated THEN firms END), 0) AS BIGINT) AS dated_firms
    FROM stepped
    GROUP BY period, basis, group_1, group_2, group_3, group_4
)
SELECT
    sums.*,
    sums.entrants_10k_cny - sums.joined_10k_cny AS first_filed_10k_cny,
    sums.exits_10k_cny - sums.left_10k_cny AS not_filed_10k_cny,
    loaded.stored_rows
FROM sums
INNER JOIN loaded ON loaded.period = sums.period AND loaded.basis = sums.basis
