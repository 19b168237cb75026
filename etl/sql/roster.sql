-- 应报名单：每个有报表的期末在规上名录里的企业；没有任何名录状态时，是近四个季度或本期报过的企业。
-- 连同本期第一次报来的日子，与上年同期入库的累计数。变量 first、last 是只要哪几年，没有就是全部。
WITH span AS (
    SELECT * FROM period_end
    WHERE year BETWEEN coalesce(getvariable('first'), 0) AND coalesce(getvariable('last'), 9999)
),
seen AS (
    SELECT enterprise_id, period, year, quarter, revenue_10k_cny
    FROM filed
    WHERE year BETWEEN coalesce(getvariable('first'), 0) - 1 AND coalesce(getvariable('last'), 9999)
),
register AS (
    SELECT count(*) FILTER (has_scale_status) AS firms_with_status FROM enterprise
),
expected AS (
    SELECT e.enterprise_id, q.period, q.year, q.quarter
    FROM enterprise e
    JOIN span q
        ON e.above_scale_from <= q.ends_on AND (e.above_scale_to IS NULL OR e.above_scale_to > q.ends_on)
    CROSS JOIN register r
    WHERE r.firms_with_status > 0
    UNION ALL
    SELECT DISTINCT f.enterprise_id, q.period, q.year, q.quarter
    FROM span q
    JOIN seen f ON f.year * 4 + f.quarter BETWEEN q.year * 4 + q.quarter - 4 AND q.year * 4 + q.quarter
    CROSS JOIN register r
    WHERE r.firms_with_status = 0 AND f.revenue_10k_cny IS NOT NULL
),
arrival AS (
    SELECT v.enterprise_id, v.period, min(CAST(g.accepted_at AS DATE)) AS filed_on
    FROM filed_version v
    JOIN filing g ON g.filing = v.filing
    JOIN span q ON q.period = v.period
    WHERE v.revenue_10k_cny IS NOT NULL
    GROUP BY v.enterprise_id, v.period
)
SELECT
    x.enterprise_id, x.period, x.year, x.quarter, 'ytd' AS basis,
    CAST(NULL AS VARCHAR) AS tier, CAST(NULL AS BOOLEAN) AS is_above_scale,
    f.revenue_10k_cny IS NOT NULL AS is_filed,
    CASE WHEN f.revenue_10k_cny IS NOT NULL THEN a.filed_on END AS filed_on,
    b.revenue_10k_cny AS prior_10k_cny,
    CAST(1 AS BIGINT) AS firms
FROM expected x
LEFT JOIN seen f ON f.enterprise_id = x.enterprise_id AND f.period = x.period
LEFT JOIN seen b ON b.enterprise_id = x.enterprise_id AND b.year = x.year - 1 AND b.quarter = x.quarter
LEFT JOIN arrival a ON a.enterprise_id = x.enterprise_id AND a.period = x.period
