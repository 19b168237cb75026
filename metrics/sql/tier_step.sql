    -- 梯队变动的两头：上一完整年度的全年数，与本期（四季度是全年，年内是近四个季度）的数，一家企业一期一行。
    WITH quarters AS (
        SELECT DISTINCT
            period, year, quarter,
            CAST(CONCAT(
                CAST(year AS STRING),
                CASE quarter WHEN 1 THEN '-03-31' WHEN 2 THEN '-06-30' WHEN 3 THEN '-09-30' ELSE '-12-31' END
            ) AS DATE) AS ends_on
        FROM filed
    ),
    ends AS (
        SELECT
            q.period, f.enterprise_id,
            f.revenue_10k_cny AS prior_10k_cny, f.is_above_scale AS was_above_scale,
            CAST(NULL AS DECIMAL(20, 6)) AS current_10k_cny, CAST(NULL AS BOOLEAN) AS now_above_scale
        FROM fact AS f
        INNER JOIN quarters AS q ON q.year = f.year + 1
        WHERE f.basis = 'year' AND f.revenue_10k_cny IS NOT NULL
        UNION ALL
        SELECT
            f.period, f.enterprise_id, CAST(NULL AS DECIMAL(20, 6)), CAST(NULL AS BOOLEAN),
            f.revenue_10k_cny, f.is_above_scale
        FROM fact AS f
        WHERE
            f.revenue_10k_cny IS NOT NULL
            AND (f.basis = 'year' OR (f.basis = 'rolling4' AND f.quarter < 4))
    ),
    paired AS (
        SELECT
            period, enterprise_id,
            MAX(prior_10k_cny) AS prior_10k_cny, MAX(CAST(was_above_scale AS INT)) AS was_above_scale,
            MAX(current_10k_cny) AS current_10k_cny, MAX(CAST(now_above_scale AS INT)) AS now_above_scale
        FROM ends
        GROUP BY period, enterprise_id
    )
    SELECT
        p.enterprise_id, p.period,
        CASE q.quarter WHEN 4 THEN 'year' ELSE 'rolling4' END AS basis,
        CAST(NULL AS STRING) AS tier, p.now_above_scale = 1 AS is_above_scale,
        p.prior_10k_cny, p.was_above_scale = 1 AS was_above_scale, p.current_10k_cny,
        COALESCE(e.left_on <= q.ends_on, FALSE) AS is_gone
    FROM paired AS p
    INNER JOIN quarters AS q ON q.period = p.period
    INNER JOIN enterprise AS e ON e.enterprise_id = p.enterprise_id
