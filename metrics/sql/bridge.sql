-- 增长桥：逐企业拆分，合计到分组；上年各部分加本期变动恰等于本期。
-- stored_rows：上年同期整期在库与否；没有入库的上年不是零，而是未知。
-- 新增里，期末在名录、上年同期末还不在的是入规；退出里，期末已退出名录或已迁出的是退规。名录没写的留在“新报”“未报”。
WITH loaded AS (
    SELECT period, basis, COUNT(prior_stored_10k_cny) AS stored_rows
    FROM fact
    GROUP BY period, basis
),
dated AS (
    SELECT
        g.*,
        e.has_scale_status,
        e.left_on,
        e.above_scale_from,
        e.above_scale_to,
        CAST(CONCAT(
            CAST(g.year AS STRING),
            CASE g.quarter WHEN 1 THEN '-03-31' WHEN 2 THEN '-06-30' WHEN 3 THEN '-09-30' ELSE '-12-31' END
        ) AS DATE) AS ends_on,
        CAST(CONCAT(
            CAST(g.year - 1 AS STRING),
            CASE g.quarter WHEN 1 THEN '-03-31' WHEN 2 THEN '-06-30' WHEN 3 THEN '-09-30' ELSE '-12-31' END
        ) AS DATE) AS year_before,
        CASE
            WHEN g.revenue_10k_cny IS NULL OR g.prior_stored_10k_cny IS NOT NULL THEN 0
            WHEN g.prior_reported_10k_cny IS NOT NULL THEN g.prior_reported_10k_cny
            ELSE g.revenue_10k_cny
        END AS entrant_10k_cny,
        CASE WHEN g.revenue_10k_cny IS NULL THEN -g.prior_stored_10k_cny ELSE 0 END AS exit_10k_cny
    FROM grouped AS g
    INNER JOIN enterprise AS e ON e.enterprise_id = g.enterprise_id
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
        SUM(CASE
            WHEN above_scale_from > year_before AND above_scale_from <= ends_on THEN entrant_10k_cny
            ELSE 0
        END) AS joined_10k_cny,
        SUM(CASE WHEN above_scale_to <= ends_on OR left_on <= ends_on THEN exit_10k_cny ELSE 0 END) AS left_10k_cny,
        COUNT(CASE WHEN has_scale_status OR left_on IS NOT NULL THEN 1 END) AS dated_firms
    FROM dated
    GROUP BY period, basis, group_1, group_2, group_3, group_4
)
SELECT
    sums.*,
    sums.entrants_10k_cny - sums.joined_10k_cny AS first_filed_10k_cny,
    sums.exits_10k_cny - sums.left_10k_cny AS not_filed_10k_cny,
    loaded.stored_rows
FROM sums
INNER JOIN loaded ON loaded.period = sums.period AND loaded.basis = sums.basis
