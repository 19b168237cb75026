-- 从 $first 到 $last 年的四种期别的数。缺前一期就是未知，决不拿整个累计顶替。
INSERT INTO fact
WITH quarter_seen AS (
    SELECT DISTINCT period, year, quarter FROM filed WHERE year BETWEEN $first AND $last
),
ytd AS (
    SELECT enterprise_id, year, quarter, revenue_10k_cny AS now_ytd, prior_reported_10k_cny AS prior_ytd
    FROM filed
    WHERE year BETWEEN $first AND $last
),
-- 上一年的累计，算近四季度用。
ytd_before AS (
    SELECT enterprise_id, year + 1 AS year, quarter, revenue_10k_cny AS now_ytd, prior_reported_10k_cny AS prior_ytd
    FROM filed
    WHERE year BETWEEN $first - 1 AND $last - 1
),
-- 单季 = 本期累计 − 上期累计；上年同季取今年表上两个“上年同期累计”之差，两边同一口径。
single AS (
    SELECT
        y.enterprise_id,
        y.year,
        y.quarter,
        CASE WHEN y.quarter = 1 THEN y.now_ytd ELSE y.now_ytd - b.now_ytd END AS now_single,
        CASE WHEN y.quarter = 1 THEN y.prior_ytd ELSE y.prior_ytd - b.prior_ytd END AS prior_single
    FROM ytd y
    LEFT JOIN ytd b ON b.enterprise_id = y.enterprise_id AND b.year = y.year AND b.quarter = y.quarter - 1
),
-- 上一季的单季数：一季度的在上一年，可能已经在库里。
single_before AS (
    SELECT enterprise_id, year * 4 + quarter AS at, now_single AS value FROM single
    UNION ALL
    SELECT enterprise_id, year * 4 + quarter, revenue_10k_cny
    FROM fact
    WHERE year = $first - 1 AND quarter = 4 AND basis = 'single'
),
-- 近四季度 = 本期累计 + 上年全年 − 上年同期累计；四季度末就是全年。
-- 上年同期累计用当时所报的；当时没有报，就用今年表上自己写的上年同期，不因为去年缺一期就丢掉一家老企业。
rolling4 AS (
    SELECT
        y.enterprise_id,
        y.year,
        y.quarter,
        CASE WHEN y.quarter = 4 THEN y.now_ytd ELSE y.now_ytd + full_year.now_ytd - coalesce(same.now_ytd, y.prior_ytd) END
            AS now_rolling4,
        CASE WHEN y.quarter = 4 THEN y.prior_ytd ELSE y.prior_ytd + full_year.prior_ytd - same.prior_ytd END
            AS prior_rolling4
    FROM ytd y
    LEFT JOIN ytd_before full_year
        ON full_year.enterprise_id = y.enterprise_id AND full_year.year = y.year AND full_year.quarter = 4
    LEFT JOIN ytd_before same
        ON same.enterprise_id = y.enterprise_id AND same.year = y.year AND same.quarter = y.quarter
),
valued AS (
    SELECT enterprise_id, year, quarter, 'ytd' AS basis, now_ytd AS value, prior_ytd AS prior, NULL AS before FROM ytd
    UNION ALL
    SELECT s.enterprise_id, s.year, s.quarter, 'single', s.now_single, s.prior_single, b.value
    FROM single s
    LEFT JOIN single_before b ON b.enterprise_id = s.enterprise_id AND b.at = s.year * 4 + s.quarter - 1
    UNION ALL SELECT enterprise_id, year, quarter, 'year', now_ytd, prior_ytd, NULL FROM ytd WHERE quarter = 4
    UNION ALL SELECT enterprise_id, year, quarter, 'rolling4', now_rolling4, prior_rolling4, NULL FROM rolling4
),
-- 上一年的数：同一段里的就在手边，前一段的已经在库里。
stored AS (
    SELECT enterprise_id, year + 1 AS year, quarter, basis, value FROM valued WHERE year < $last
    UNION ALL
    SELECT enterprise_id, year + 1, quarter, basis, revenue_10k_cny FROM fact WHERE year = $first - 1
),
-- 上年报过、今年这一期没有报的，也占一行：数未知，上年存的数还在。
compared AS (
    SELECT
        coalesce(n.enterprise_id, p.enterprise_id) AS enterprise_id,
        coalesce(n.year, p.year) AS year,
        coalesce(n.quarter, p.quarter) AS quarter,
        coalesce(n.basis, p.basis) AS basis,
        n.value AS revenue_10k_cny,
        n.prior AS prior_reported_10k_cny,
        p.value AS prior_stored_10k_cny,
        n.before AS quarter_before_10k_cny
    FROM valued n
    FULL JOIN stored p
        ON p.enterprise_id = n.enterprise_id AND p.year = n.year AND p.quarter = n.quarter AND p.basis = n.basis
),
annual AS (
    SELECT enterprise_id, year, revenue_10k_cny AS annual_10k_cny
    FROM filed
    WHERE quarter = 4 AND year BETWEEN $first - 1 AND $last
),
ladder AS (
    SELECT list({'tier': tier, 'floor': floor_10k_cny} ORDER BY floor_10k_cny DESC) AS rungs
    FROM tier
    WHERE floor_10k_cny IS NOT NULL
),
-- 梯队按最近一个完整年度的营业收入；不到最低一档的，看在统状态。
ranked AS (
    SELECT
        a.enterprise_id, a.year, list_filter(l.rungs, lambda r: a.annual_10k_cny >= r.floor)[1].tier AS tier
    FROM annual a
    CROSS JOIN ladder l
),
dated AS (
    SELECT
        c.*,
        s.period,
        CASE
            WHEN NOT e.has_scale_status THEN NULL
            ELSE coalesce(e.above_scale_from <= last_day(make_date(c.year, c.quarter * 3, 1)), false)
                AND coalesce(e.above_scale_to > last_day(make_date(c.year, c.quarter * 3, 1)), true)
        END AS is_above_scale,
        coalesce(e.above_scale_from > last_day(make_date(c.year - 1, c.quarter * 3, 1)), false)
            AND e.above_scale_from <= last_day(make_date(c.year, c.quarter * 3, 1)) AS has_joined,
        coalesce(e.above_scale_to <= last_day(make_date(c.year, c.quarter * 3, 1)), false)
            OR coalesce(e.left_on <= last_day(make_date(c.year, c.quarter * 3, 1)), false) AS has_left,
        e.has_scale_status OR e.left_on IS NOT NULL AS is_dated
    FROM compared c
    JOIN quarter_seen s ON s.year = c.year AND s.quarter = c.quarter
    JOIN enterprise e ON e.enterprise_id = c.enterprise_id
    WHERE c.revenue_10k_cny IS NOT NULL OR c.prior_stored_10k_cny IS NOT NULL
)
SELECT
    d.enterprise_id,
    d.period,
    d.year,
    d.quarter,
    d.basis,
    d.revenue_10k_cny,
    d.prior_reported_10k_cny,
    d.prior_stored_10k_cny,
    d.quarter_before_10k_cny,
    d.is_above_scale,
    d.has_joined,
    d.has_left,
    d.is_dated,
    coalesce(r.tier, s.tier) AS tier,
    CASE WHEN d.basis IN ('year', 'rolling4')
        THEN list_filter(l.rungs, lambda r: d.revenue_10k_cny >= r.floor)[1].tier END AS rung
FROM dated d
CROSS JOIN ladder l
LEFT JOIN ranked r
    ON r.enterprise_id = d.enterprise_id AND r.year = CASE WHEN d.quarter = 4 THEN d.year ELSE d.year - 1 END
LEFT JOIN tier s ON s.floor_10k_cny IS NULL AND s.is_above_scale = d.is_above_scale
ORDER BY d.year, d.quarter, d.basis, d.enterprise_id;
