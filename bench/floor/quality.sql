-- 手写的质量徽标：一期，不分组，七样尺寸、徽标与理由（按 data/quality.toml 的线）。
WITH day AS (SELECT last_day(make_date(CAST(left($period, 4) AS INT), CAST(right($period, 1) AS INT) * 3, 1)) AS ends_on),
coverage AS (
    SELECT
        count(f.revenue_10k_cny) / count(*) * 100 AS filed_pct,
        CAST(sum(p.revenue_10k_cny) FILTER (f.revenue_10k_cny IS NOT NULL) AS DOUBLE)
            / CAST(sum(p.revenue_10k_cny) AS DOUBLE) * 100 AS value_coverage_pct
    FROM enterprise e
    JOIN day ON e.above_scale_from <= day.ends_on AND (e.above_scale_to IS NULL OR e.above_scale_to > day.ends_on)
    LEFT JOIN filed f ON f.enterprise_id = e.enterprise_id AND f.period = $period
    LEFT JOIN filed p
        ON p.enterprise_id = e.enterprise_id
        AND p.period = CAST(CAST(left($period, 4) AS INT) - 1 AS VARCHAR) || right($period, 2)
),
aside AS (
    SELECT sum(coalesce(m.rows, 0)) / sum(g.rows_in) * 100 AS set_aside_pct
    FROM filing g
    LEFT JOIN (
        SELECT filing, count(DISTINCT (sheet, "row")) AS rows FROM issue WHERE severity = 'error' GROUP BY filing
    ) m ON m.filing = g.filing
    WHERE g.kind = 'load' AND g.is_active AND g.record = 'revenue' AND g.period = $period
),
measured AS (
    SELECT
        period, basis, count(revenue_10k_cny) AS enterprises,
        max(CAST(revenue_10k_cny AS DOUBLE)) / CAST(sum(revenue_10k_cny) AS DOUBLE) * 100 AS largest_pct,
        CAST(sum(prior_reported_10k_cny) FILTER (revenue_10k_cny IS NOT NULL) AS DOUBLE) AS base_10k_cny,
        CAST(sum(abs(prior_reported_10k_cny - prior_stored_10k_cny)) AS DOUBLE)
            / CAST(sum(prior_stored_10k_cny) FILTER (prior_reported_10k_cny IS NOT NULL) AS DOUBLE) * 100 AS restated_pct
    FROM fact
    WHERE period = $period
    GROUP BY period, basis
)
SELECT
    period, basis,
    CASE
        WHEN filed_pct < 90 OR value_coverage_pct < 90 OR restated_pct > 10 OR set_aside_pct > 5 OR largest_pct > 50
            OR enterprises < 3 OR base_10k_cny < 100 THEN '低'
        WHEN filed_pct < 98 OR value_coverage_pct < 98 OR restated_pct > 3 OR set_aside_pct > 1 OR largest_pct > 30
            OR enterprises < 10 OR base_10k_cny < 1000 THEN '中'
        ELSE '高'
    END AS grade,
    filed_pct, value_coverage_pct, restated_pct, set_aside_pct, largest_pct, enterprises, base_10k_cny,
    concat_ws(
        '；',
        CASE WHEN filed_pct < 98 THEN format('填报率{:.1f}%', filed_pct) END,
        CASE WHEN value_coverage_pct < 98 THEN format('按上年同期金额，已报的占{:.1f}%', value_coverage_pct) END,
        CASE WHEN restated_pct > 3 THEN format('上年同期数比当年入库的改动了{:.1f}%', restated_pct) END,
        CASE WHEN set_aside_pct > 1 THEN format('本期季报有{:.1f}%的行因错搁置', set_aside_pct) END,
        CASE WHEN largest_pct > 30 THEN format('最大一家占{:.1f}%', largest_pct) END,
        CASE WHEN enterprises < 10 THEN format('只有{}家', enterprises) END,
        CASE WHEN base_10k_cny < 1000 THEN format('上年同期基数只有{:.0f}万元', base_10k_cny) END
    ) AS reason
FROM measured
CROSS JOIN coverage
CROSS JOIN aside
