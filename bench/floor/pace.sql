-- 手写的年内进度：一期，按集群的本期累计、上年同期与全年，目标不低于上年全年；还差多少、领先几个百分点、要增多少，缺几家没报。
WITH day AS (SELECT last_day(make_date(CAST(left($period, 4) AS INT), CAST(right($period, 1) AS INT) * 3, 1)) AS ends_on),
summed AS (
    SELECT
        m.value AS cluster,
        CAST(sum(f.revenue_10k_cny) FILTER (f.period = $period) AS DOUBLE) AS ytd,
        CAST(sum(f.revenue_10k_cny) FILTER (f.basis = 'ytd' AND f.period <> $period) AS DOUBLE) AS prior_ytd,
        CAST(sum(f.revenue_10k_cny) FILTER (f.basis = 'year') AS DOUBLE) AS prior_year
    FROM fact f
    LEFT JOIN membership m ON m.enterprise_id = f.enterprise_id AND m.dimension = 'cluster'
    WHERE (
        f.basis = 'ytd'
        AND f.period IN ($period, CAST(CAST(left($period, 4) AS INT) - 1 AS VARCHAR) || right($period, 2))
    ) OR (f.basis = 'year' AND f.period = CAST(CAST(left($period, 4) AS INT) - 1 AS VARCHAR) || 'Q4')
    GROUP BY m.value
),
missing AS (
    SELECT m.value AS cluster, count(*) - count(f.revenue_10k_cny) AS firms
    FROM enterprise e
    JOIN day ON e.above_scale_from <= day.ends_on AND (e.above_scale_to IS NULL OR e.above_scale_to > day.ends_on)
    LEFT JOIN filed f ON f.enterprise_id = e.enterprise_id AND f.period = $period
    LEFT JOIN membership m ON m.enterprise_id = e.enterprise_id AND m.dimension = 'cluster'
    GROUP BY m.value
)
SELECT
    $period AS period, 'ytd' AS basis, s.cluster,
    ytd AS ytd_10k_cny, prior_ytd AS prior_ytd_10k_cny, prior_year AS prior_year_10k_cny,
    prior_ytd / prior_year * 100 AS same_period_share_pct,
    CAST(right($period, 1) AS INT) * 25.0 AS time_progress_pct,
    prior_year AS annual_target_10k_cny,
    ytd / prior_year * 100 AS completed_pct,
    (ytd - prior_ytd) / prior_year * 100 AS ahead_pp,
    prior_year - ytd AS remaining_10k_cny,
    prior_year - prior_ytd AS prior_rest_10k_cny,
    ((prior_year - ytd) / (prior_year - prior_ytd) - 1) * 100 AS required_growth_pct,
    CASE WHEN g.firms > 0 THEN format('尚缺{}家', g.firms) ELSE '' END AS reason,
    '不低于上年全年' AS target_source
FROM summed s
LEFT JOIN missing g ON g.cluster IS NOT DISTINCT FROM s.cluster
