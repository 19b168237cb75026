-- 梯队：各档家数与营业收入，逐级包含；近四季度按它自己的数分档，不沿用上年的档。
SELECT
    g.period, g.basis, g.group_1, g.group_2, g.group_3, g.group_4, t.tier, t.sort,
    CASE WHEN t.floor_10k_cny IS NULL THEN 1 ELSE 0 END AS is_by_status,
    COUNT(CASE
        WHEN g.revenue_10k_cny >= t.floor_10k_cny THEN 1
        WHEN t.floor_10k_cny IS NULL AND g.is_above_scale = t.is_above_scale THEN g.revenue_10k_cny
    END) AS enterprises,
    SUM(CASE
        WHEN g.revenue_10k_cny >= t.floor_10k_cny THEN g.revenue_10k_cny
        WHEN t.floor_10k_cny IS NULL AND g.is_above_scale = t.is_above_scale THEN g.revenue_10k_cny
    END) AS revenue_10k_cny,
    COUNT(g.revenue_10k_cny) AS known,
    COUNT(CASE WHEN g.is_above_scale IS NOT NULL THEN g.revenue_10k_cny END) AS with_status,
    SUM(g.revenue_10k_cny) AS total_10k_cny
FROM grouped AS g
CROSS JOIN tier AS t
WHERE g.basis IN ('ytd', 'year', 'rolling4')
GROUP BY
    g.period, g.basis, g.group_1, g.group_2, g.group_3, g.group_4,
    t.tier, t.sort, t.floor_10k_cny, t.is_above_scale
