-- 手写的梯队变动：一期（年内），上一年在哪一档，近四季度在哪一档。
WITH held AS (
    SELECT
        enterprise_id, basis, revenue_10k_cny,
        CASE
            WHEN revenue_10k_cny >= 1000000 THEN '百亿元以上'
            WHEN revenue_10k_cny >= 100000 THEN '十亿元以上'
            WHEN revenue_10k_cny >= 10000 THEN '亿元以上'
            WHEN is_above_scale THEN '规上'
            WHEN NOT is_above_scale THEN '规下'
            ELSE '无名录状态'
        END AS tier
    FROM fact
    WHERE revenue_10k_cny IS NOT NULL AND (
        (period = $period AND basis = 'rolling4')
        OR (period = CAST(CAST(left($period, 4) AS INT) - 1 AS VARCHAR) || 'Q4' AND basis = 'year')
    )
)
SELECT
    $period AS period, 'rolling4' AS basis,
    coalesce(b.tier, '新进') AS from_tier, coalesce(n.tier, '未报') AS to_tier,
    count(*) AS enterprises,
    CAST(sum(b.revenue_10k_cny) AS DOUBLE) AS prior_10k_cny,
    CAST(sum(n.revenue_10k_cny) AS DOUBLE) AS current_10k_cny
FROM (FROM held WHERE basis = 'year') b
FULL JOIN (FROM held WHERE basis = 'rolling4') n ON n.enterprise_id = b.enterprise_id
GROUP BY b.tier, n.tier
