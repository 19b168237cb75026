-- 手写的梯队：一期（年内），上一完整年度与近四季度，逐级包含；占比与没算进去的家数。
WITH known AS (
    SELECT basis, revenue_10k_cny, is_above_scale
    FROM fact
    WHERE revenue_10k_cny IS NOT NULL AND (
        (period = $period AND basis = 'rolling4')
        OR (period = CAST(CAST(left($period, 4) AS INT) - 1 AS VARCHAR) || 'Q4' AND basis = 'year')
    )
),
held AS (
    SELECT
        k.basis, t.tier, t.sort, count(*) AS known, sum(k.revenue_10k_cny) AS total, count(k.is_above_scale) AS with_status,
        count(*) FILTER (
            t.floor_10k_cny IS NULL AND t.is_above_scale = k.is_above_scale OR k.revenue_10k_cny >= t.floor_10k_cny
        ) AS enterprises,
        coalesce(sum(k.revenue_10k_cny) FILTER (
            t.floor_10k_cny IS NULL AND t.is_above_scale = k.is_above_scale OR k.revenue_10k_cny >= t.floor_10k_cny
        ), 0) AS revenue
    FROM known k
    CROSS JOIN tier t
    GROUP BY k.basis, t.tier, t.sort
),
filing AS (SELECT count(revenue_10k_cny) AS filed FROM fact WHERE period = $period AND basis = 'ytd')
SELECT
    $period AS period, basis, tier, CASE basis WHEN 'year' THEN '年度' ELSE '预计' END AS status,
    CASE basis WHEN 'year' THEN CAST(CAST(left($period, 4) AS INT) - 1 AS VARCHAR) || 'Q4' ELSE $period END AS value_period,
    enterprises, CAST(revenue AS DOUBLE) AS revenue_10k_cny,
    CASE WHEN total > 0 THEN CAST(revenue AS DOUBLE) / CAST(total AS DOUBLE) * 100 END AS share_pct,
    concat_ws(
        '；',
        CASE WHEN basis = 'rolling4' AND filed > known THEN format('{}家近四个季度的数不全，未计入', filed - known) END,
        CASE WHEN tier IN ('规上', '规下') AND with_status < known
            THEN format('{}家没有纳统状态，不在规上规下', known - with_status) END
    ) AS reason
FROM held
CROSS JOIN filing
ORDER BY basis, sort
