    -- 培育库的两头：每家企业每一期的期末与上一期末，在不在统、年营业收入多少（年内用近四个季度）。
    WITH quarters AS (
        SELECT DISTINCT
            period, year, quarter,
            CAST(CONCAT(
                CAST(year AS STRING),
                CASE quarter WHEN 1 THEN '-03-31' WHEN 2 THEN '-06-30' WHEN 3 THEN '-09-30' ELSE '-12-31' END
            ) AS DATE) AS ends_on,
            CAST(CONCAT(
                CAST(CASE quarter WHEN 1 THEN year - 1 ELSE year END AS STRING),
                CASE quarter WHEN 1 THEN '-12-31' WHEN 2 THEN '-03-31' WHEN 3 THEN '-06-30' ELSE '-09-30' END
            ) AS DATE) AS began_on
        FROM filed
    ),
    annual AS (
        SELECT enterprise_id, year * 4 + quarter AS at_quarter, revenue_10k_cny
        FROM fact
        WHERE
            revenue_10k_cny IS NOT NULL
            AND (basis = 'year' OR (basis = 'rolling4' AND quarter < 4))
    )
    SELECT
        e.enterprise_id, q.period, CASE q.quarter WHEN 4 THEN 'year' ELSE 'rolling4' END AS basis,
        CAST(NULL AS STRING) AS tier,
        CASE WHEN e.has_scale_status THEN
            COALESCE(e.above_scale_from <= q.ends_on, FALSE) AND COALESCE(e.above_scale_to > q.ends_on, TRUE)
        END AS is_above_scale,
        CASE WHEN e.has_scale_status THEN
            COALESCE(e.above_scale_from <= q.began_on, FALSE) AND COALESCE(e.above_scale_to > q.began_on, TRUE)
        END AS was_above_scale,
        COALESCE(e.left_on <= q.ends_on, FALSE) AS is_gone,
        COALESCE(e.left_on <= q.began_on, FALSE) AS was_gone,
        q.ends_on, q.began_on, p.period AS from_period,
        n.revenue_10k_cny AS current_10k_cny, b.revenue_10k_cny AS prior_10k_cny
    FROM enterprise AS e
    CROSS JOIN quarters AS q
    LEFT JOIN quarters AS p ON p.ends_on = q.began_on
    LEFT JOIN annual AS n ON n.enterprise_id = e.enterprise_id AND n.at_quarter = q.year * 4 + q.quarter
    LEFT JOIN annual AS b ON b.enterprise_id = e.enterprise_id AND b.at_quarter = q.year * 4 + q.quarter - 1
