-- 手写的没报与迟报的企业：一期的应报名单里没有数的，与过了截止日才第一次报来的；各有上年同期金额的已报部分与理由。
WITH day AS (
    SELECT
        last_day(make_date(CAST(left($period, 4) AS INT), CAST(right($period, 1) AS INT) * 3, 1)) AS ends_on,
        CASE right($period, 1)
            WHEN '1' THEN make_date(CAST(left($period, 4) AS INT), 4, 25)
            WHEN '2' THEN make_date(CAST(left($period, 4) AS INT), 7, 25)
            WHEN '3' THEN make_date(CAST(left($period, 4) AS INT), 10, 25)
            ELSE make_date(CAST(left($period, 4) AS INT) + 1, 1, 25)
        END AS due
),
arrival AS (
    SELECT v.enterprise_id, min(CAST(g.accepted_at AS DATE)) AS filed_on
    FROM filed_version v
    JOIN filing g ON g.filing = v.filing
    WHERE v.period = $period AND v.revenue_10k_cny IS NOT NULL
    GROUP BY v.enterprise_id
),
prior AS (
    SELECT enterprise_id, revenue_10k_cny FROM filed
    WHERE period = CAST(CAST(left($period, 4) AS INT) - 1 AS VARCHAR) || right($period, 2)
),
told AS (
    SELECT
        e.enterprise_id, e.enterprise, CAST(f.revenue_10k_cny IS NOT NULL AS INT) AS filed,
        p.revenue_10k_cny > 0 AS has_prior,
        CAST(coalesce(a.filed_on > day.due, false) AS INT) AS late,
        coalesce(a.filed_on > day.due + INTERVAL 1 YEAR, false) AS is_backfilled
    FROM enterprise e
    JOIN day ON e.above_scale_from <= day.ends_on AND (e.above_scale_to IS NULL OR e.above_scale_to > day.ends_on)
    LEFT JOIN filed f ON f.enterprise_id = e.enterprise_id AND f.period = $period
    LEFT JOIN arrival a ON a.enterprise_id = e.enterprise_id
    LEFT JOIN prior p ON p.enterprise_id = e.enterprise_id
)
SELECT
    $period AS period, 'ytd' AS basis, enterprise_id, enterprise, 1 AS expected, filed, filed * 100.0 AS filed_pct,
    CASE WHEN has_prior THEN filed * 100.0 END AS value_coverage_pct,
    1 - filed AS missing, CASE WHEN NOT is_backfilled THEN late END AS late,
    concat_ws(
        '；',
        CASE WHEN filed = 0 THEN '尚缺1家' END,
        CASE WHEN has_prior IS NOT true THEN '缺上年同期，不计金额覆盖率' END,
        CASE WHEN is_backfilled THEN '1家是补录历史，不判迟报' END
    ) AS reason
FROM told
WHERE filed = 0 OR late = 1
ORDER BY enterprise_id
