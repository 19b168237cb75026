-- 目标的实际值：营收合计、其中规上、过线家数、最大一家；范围与分组由目标给定，参数是门槛（万元），须是某一档的起点。
SELECT
    g.period, g.basis, g.group_1, g.group_2, g.group_3, g.group_4,
    CAST(COALESCE(SUM(CASE WHEN g.revenue_10k_cny IS NOT NULL THEN g.firms END), 0) AS BIGINT) AS enterprises,
    CAST(COALESCE(SUM(CASE WHEN g.is_above_scale AND g.revenue_10k_cny IS NOT NULL THEN g.firms END), 0) AS BIGINT)
        AS above_scale_enterprises,
    SUM(g.revenue_10k_cny) AS revenue_10k_cny,
    SUM(CASE WHEN g.is_above_scale THEN g.revenue_10k_cny END) AS above_scale_revenue_10k_cny,
    CAST(COALESCE(SUM(CASE WHEN own.floor_10k_cny >= ? THEN g.firms END), 0) AS BIGINT) AS count_above,
    MAX(g.largest_10k_cny) AS largest_10k_cny
FROM grouped AS g
LEFT JOIN tier AS own ON own.tier = g.rung
GROUP BY g.period, g.basis, g.group_1, g.group_2, g.group_3, g.group_4
