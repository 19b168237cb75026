-- 梯队变动：上年在哪一档、现在在哪一档，各有几家；每家只在它够得着的最高一档，档号 0 是没有数或没有名录状态。
WITH placed AS (
    SELECT
        g.period, g.basis, g.group_1, g.group_2, g.group_3, g.group_4, g.enterprise_id,
        g.prior_10k_cny, g.current_10k_cny, g.is_gone,
        COALESCE(MIN(CASE
            WHEN g.prior_10k_cny >= t.floor_10k_cny THEN t.sort
            WHEN t.floor_10k_cny IS NULL AND g.was_above_scale = t.is_above_scale THEN t.sort
        END), 0) AS from_sort,
        COALESCE(MIN(CASE
            WHEN g.current_10k_cny >= t.floor_10k_cny THEN t.sort
            WHEN t.floor_10k_cny IS NULL AND g.is_above_scale = t.is_above_scale THEN t.sort
        END), 0) AS to_sort
    FROM grouped AS g
    CROSS JOIN tier AS t
    GROUP BY
        g.period, g.basis, g.group_1, g.group_2, g.group_3, g.group_4, g.enterprise_id,
        g.prior_10k_cny, g.current_10k_cny, g.is_gone
)
SELECT
    period, basis, group_1, group_2, group_3, group_4,
    CASE WHEN prior_10k_cny IS NULL THEN -1 ELSE from_sort END AS from_sort,
    CASE WHEN current_10k_cny IS NOT NULL THEN to_sort WHEN is_gone THEN -1 ELSE -2 END AS to_sort,
    COUNT(enterprise_id) AS enterprises,
    SUM(prior_10k_cny) AS prior_10k_cny,
    SUM(current_10k_cny) AS current_10k_cny
FROM placed
GROUP BY
    period, basis, group_1, group_2, group_3, group_4,
    CASE WHEN prior_10k_cny IS NULL THEN -1 ELSE from_sort END,
    CASE WHEN current_10k_cny IS NOT NULL THEN to_sort WHEN is_gone THEN -1 ELSE -2 END
