    -- 应报名单：每个有报表的期末在规上名录里的企业；没有任何名录状态时，是近四个季度或本期报过的企业。
    -- 连同本期第一次报来的日子，与上年同期入库的累计数。
    WITH quarters AS (
        SELECT DISTINCT
            period, year, quarter,
            CAST(CONCAT(
                CAST(year AS STRING),
                CASE quarter WHEN 1 THEN '-03-31' WHEN 2 THEN '-06-30' WHEN 3 THEN '-09-30' ELSE '-12-31' END
            ) AS DATE) AS ends_on
        FROM filed
    ),
    register AS (
        SELECT COUNT(CASE WHEN has_scale_status THEN 1 END) AS firms_with_status FROM enterprise
    ),
    expected AS (
        SELECT e.enterprise_id, q.period, q.year, q.quarter
        FROM enterprise AS e
        CROSS JOIN quarters AS q
        CROSS JOIN register AS r
        WHERE
            r.firms_with_status > 0
            AND e.above_scale_from <= q.ends_on
            AND (e.above_scale_to IS NULL OR e.above_scale_to > q.ends_on)
        UNION
        SELECT f.enterprise_id, q.period, q.year, q.quarter
        FROM quarters AS q
        INNER JOIN filed AS f
            ON f.year * 4 + f.quarter BETWEEN q.year * 4 + q.quarter - 4 AND q.year * 4 + q.quarter
        CROSS JOIN register AS r
        WHERE r.firms_with_status = 0 AND f.revenue_10k_cny IS NOT NULL
    ),
    arrival AS (
        SELECT v.enterprise_id, v.period, MIN(CAST(g.accepted_at AS DATE)) AS filed_on
        FROM filed_version AS v
        INNER JOIN filing AS g ON g.filing = v.filing
        WHERE v.revenue_10k_cny IS NOT NULL
        GROUP BY v.enterprise_id, v.period
    )
    SELECT
        x.enterprise_id, x.period, 'ytd' AS basis,
        CAST(NULL AS STRING) AS tier, CAST(NULL AS BOOLEAN) AS is_above_scale,
        CASE WHEN f.revenue_10k_cny IS NOT NULL THEN 1 END AS is_filed,
        CASE WHEN f.revenue_10k_cny IS NOT NULL THEN a.filed_on END AS filed_on,
        before.revenue_10k_cny AS prior_10k_cny, x.year, x.quarter
    FROM expected AS x
    LEFT JOIN filed AS f ON f.enterprise_id = x.enterprise_id AND f.period = x.period
    LEFT JOIN filed AS before
        ON before.enterprise_id = x.enterprise_id AND before.year = x.year - 1 AND before.quarter = x.quarter
    LEFT JOIN arrival AS a ON a.enterprise_id = x.enterprise_id AND a.period = x.period
