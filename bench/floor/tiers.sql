-- 手写的梯队：一期（年内），上一完整年度与近四季度，逐级包含。
WITH known AS (
    SELECT basis, revenue_10k_cny, is_above_scale
    FROM fact
    WHERE revenue_10k_cny IS NOT NULL AND (
        (period = $period AND basis = 'rolling4')
        OR (period = CAST(CAST(left($period, 4) AS INT) - 1 AS VARCHAR) || 'Q4' AND basis = 'year')
    )
)
SELECT
    $period AS period, k.basis, t.tier,
    count(*) FILTER (t.floor_10k_cny IS NULL AND t.is_above_scale = k.is_above_scale OR k.revenue_10k_cny >= t.floor_10k_cny)
        AS enterprises,
    CAST(coalesce(sum(k.revenue_10k_cny) FILTER (
        t.floor_10k_cny IS NULL AND t.is_above_scale = k.is_above_scale OR k.revenue_10k_cny >= t.floor_10k_cny
    ), 0) AS DOUBLE) AS revenue_10k_cny
FROM known k
CROSS JOIN tier t
GROUP BY k.basis, t.tier
