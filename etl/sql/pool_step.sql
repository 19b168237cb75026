-- 培育库的两头：每家企业每一期的期末与上一期末，在不在统、在不在库（空是不知道）；年内按近四个季度的数。
-- 变量 first、last 是只要哪几年，没有就是全部。
WITH span AS (
    SELECT * FROM period_end
    WHERE year BETWEEN coalesce(getvariable('first'), 0) AND coalesce(getvariable('last'), 9999)
),
annual AS (
    SELECT enterprise_id, year * 4 + quarter AS at_quarter, revenue_10k_cny
    FROM fact
    WHERE
        revenue_10k_cny IS NOT NULL AND (basis = 'year' OR (basis = 'rolling4' AND quarter < 4))
        AND year BETWEEN coalesce(getvariable('first'), 0) - 1 AND coalesce(getvariable('last'), 9999)
),
titled AS (
    SELECT
        m.enterprise_id, q.period,
        bool_or(coalesce(m.valid_from <= q.ends_on, true) AND coalesce(m.valid_to >= q.ends_on, true)) AS has_title,
        bool_or(coalesce(m.valid_from <= q.began_on, true) AND coalesce(m.valid_to >= q.began_on, true)) AS had_title
    FROM membership m
    JOIN pool_rule r ON r.title = m.value
    CROSS JOIN span q
    WHERE m.dimension = 'title' AND r.title <> ''
    GROUP BY m.enterprise_id, q.period
),
reach AS (
    SELECT max(reach_10k_cny) AS reach_10k_cny FROM pool_rule
),
placed AS (
    SELECT
        e.enterprise_id, q.period, q.year, q.quarter, q.period_before,
        CASE WHEN e.has_scale_status THEN
            coalesce(e.above_scale_from <= q.ends_on, false) AND coalesce(e.above_scale_to > q.ends_on, true)
        END AS is_above_scale,
        CASE WHEN e.has_scale_status THEN
            coalesce(e.above_scale_from <= q.began_on, false) AND coalesce(e.above_scale_to > q.began_on, true)
        END AS was_above_scale,
        coalesce(e.left_on <= q.ends_on, false) AS is_gone,
        coalesce(e.left_on <= q.began_on, false) AS was_gone
    FROM enterprise e
    CROSS JOIN span q
)
SELECT
    p.enterprise_id, p.period, p.year, p.quarter,
    CASE p.quarter WHEN 4 THEN 'year' ELSE 'rolling4' END AS basis,
    CAST(NULL AS VARCHAR) AS tier, p.period_before, p.is_above_scale, p.was_above_scale,
    CASE
        WHEN p.is_above_scale OR p.is_gone THEN false
        WHEN NOT p.is_above_scale AND (coalesce(t.has_title, false) OR n.revenue_10k_cny >= r.reach_10k_cny) THEN true
        WHEN NOT p.is_above_scale AND n.revenue_10k_cny IS NOT NULL THEN false
    END AS is_in,
    CASE
        WHEN p.was_above_scale OR p.was_gone THEN false
        WHEN NOT p.was_above_scale AND (coalesce(t.had_title, false) OR b.revenue_10k_cny >= r.reach_10k_cny) THEN true
        WHEN NOT p.was_above_scale AND b.revenue_10k_cny IS NOT NULL THEN false
    END AS was_in,
    CAST(1 AS BIGINT) AS firms
FROM placed p
CROSS JOIN reach r
LEFT JOIN titled t ON t.enterprise_id = p.enterprise_id AND t.period = p.period
LEFT JOIN annual n ON n.enterprise_id = p.enterprise_id AND n.at_quarter = p.year * 4 + p.quarter
LEFT JOIN annual b ON b.enterprise_id = p.enterprise_id AND b.at_quarter = p.year * 4 + p.quarter - 1
