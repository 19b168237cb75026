-- 梯队：各档家数与营业收入，逐级包含；近四季度按它自己的数分档，不沿用上年的档。
WITH placed AS (
    SELECT
        g.period, g.basis, g.group_1, g.group_2, g.group_3, g.group_4, g.firms, g.revenue_10k_cny, g.is_above_scale,
        own.floor_10k_cny AS own_floor_10k_cny
    FROM grouped AS g
    LEFT JOIN tier AS own ON own.tier = g.rung
    WHERE g.basis IN ('ytd', 'year', 'rolling4')
)
SELECT
    g.period, g.basis, g.group_1, g.group_2, g.group_3, g.group_4, t.tier, t.sort,
    CASE WHEN t.floor_10k_cny IS NULL THEN 1 ELSE 0 END AS is_by_status,
    CAST(COALESCE(SUM(CASE
        WHEN g.revenue_10k_cny IS NULL THEN NULL
        WHEN g.own_floor_10k_cny >= t.floor_10k_cny THEN g.firms
        WHEN t.floor_10k_cny IS NULL AND g.is_above_scale = t.is_above_scale THEN g.firms
    END), 0) AS BIGINT) AS enterprises,
    SUM(CASE
        WHEN g.own_floor_10k_cny >= t.floor_10k_cny THEN g.revenue_10k_cny
        WHEN t.floor_10k_cny IS NULL AND g.is_above_scale = t.is_above_scale THEN g.revenue_10k_cny
    END) AS revenue_10k_cny,
    CAST(COALESCE(SUM(CASE WHEN g.revenue_10k_cny IS NOT NULL THEN g.firms END), 0) AS BIGINT) AS known,
    CAST(COALESCE(SUM(CASE
        WHEN g.revenue_10k_cny IS NOT NULL AND g.is_above_scale IS NOT NULL THEN g.firms
    END), 0) AS BIGINT) AS with_status,
    SUM(g.revenue_10k_cny) AS total_10k_cny
FROM placed AS g
CROSS JOIN tier AS t
GROUP BY
    g.period, g.basis, g.group_1, g.group_2, g.group_3, g.group_4,
    t.tier, t.sort, t.floor_10k_cny, t.is_above_scale
