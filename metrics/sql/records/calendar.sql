-- 一期的填报：该报的每家企业，报了没有、哪天第一次报来、上年同期入库多少、最近报过哪一期。
-- 该报：那一期末在规上名录里；没有任何名录状态时，是近四个季度或本期报过的。那一期一家也没报来时照样有名单。
-- 参数：报告期、期末日、年、季。
WITH asked AS (
    SELECT CAST(? AS STRING) AS period, CAST(? AS DATE) AS ends_on, CAST(? AS INT) AS year, CAST(? AS INT) AS quarter
),
register AS (
    SELECT COUNT(CASE WHEN has_scale_status THEN 1 END) AS firms_with_status FROM enterprise
),
filer AS (
    SELECT DISTINCT f.enterprise_id
    FROM filed AS f
    CROSS JOIN asked AS a
    WHERE
        f.revenue_10k_cny IS NOT NULL
        AND f.year * 4 + f.quarter BETWEEN a.year * 4 + a.quarter - 4 AND a.year * 4 + a.quarter
),
expected AS (
    SELECT e.enterprise_id, e.enterprise, e.subdistrict
    FROM enterprise AS e
    CROSS JOIN asked AS a
    CROSS JOIN register AS r
    LEFT JOIN filer AS f ON f.enterprise_id = e.enterprise_id
    WHERE
        (
            r.firms_with_status > 0
            AND e.above_scale_from <= a.ends_on
            AND (e.above_scale_to IS NULL OR e.above_scale_to > a.ends_on)
        )
        OR (r.firms_with_status = 0 AND f.enterprise_id IS NOT NULL)
),
arrival AS (
    SELECT v.enterprise_id, MIN(CAST(g.accepted_at AS DATE)) AS filed_on
    FROM filed_version AS v
    INNER JOIN filing AS g ON g.filing = v.filing
    INNER JOIN asked AS a ON a.period = v.period
    WHERE v.revenue_10k_cny IS NOT NULL
    GROUP BY v.enterprise_id
),
last_filed AS (
    SELECT enterprise_id, MAX(period) AS last_period
    FROM filed
    WHERE revenue_10k_cny IS NOT NULL
    GROUP BY enterprise_id
)
SELECT
    a.period, x.enterprise_id, x.enterprise, x.subdistrict,
    CASE WHEN f.revenue_10k_cny IS NOT NULL THEN TRUE ELSE FALSE END AS is_filed,
    CASE WHEN f.revenue_10k_cny IS NOT NULL THEN r.filed_on END AS filed_on,
    b.revenue_10k_cny AS prior_10k_cny,
    l.last_period
FROM expected AS x
CROSS JOIN asked AS a
LEFT JOIN filed AS f ON f.enterprise_id = x.enterprise_id AND f.period = a.period
LEFT JOIN filed AS b ON b.enterprise_id = x.enterprise_id AND b.year = a.year - 1 AND b.quarter = a.quarter
LEFT JOIN arrival AS r ON r.enterprise_id = x.enterprise_id
LEFT JOIN last_filed AS l ON l.enterprise_id = x.enterprise_id
ORDER BY x.subdistrict NULLS LAST, b.revenue_10k_cny DESC NULLS LAST, x.enterprise_id
