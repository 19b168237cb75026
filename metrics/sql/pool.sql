-- 培育库：期初几家、新入库、毕业（纳统）、出库、去留未知、期末几家；全区（不限库内）纳统、退统各几家。
WITH asked AS (
    SELECT CAST(? AS DOUBLE) AS reach_10k_cny, CONCAT('、', CAST(? AS STRING), '、') AS titles
),
titled AS (
    SELECT m.enterprise_id, m.valid_from, m.valid_to
    FROM membership AS m
    CROSS JOIN asked AS a
    WHERE m.dimension = 'title' AND a.titles LIKE CONCAT('%、', m.value, '、%')
),
placed AS (
    SELECT
        g.period, g.basis, g.group_1, g.group_2, g.group_3, g.group_4, g.enterprise_id, g.from_period,
        g.is_above_scale, g.was_above_scale, g.is_gone, g.current_10k_cny, g.prior_10k_cny,
        MAX(CASE
            WHEN COALESCE(t.valid_from <= g.ends_on, TRUE) AND COALESCE(t.valid_to >= g.ends_on, TRUE)
                AND t.enterprise_id IS NOT NULL THEN 1 ELSE 0
        END) AS has_title,
        MAX(CASE
            WHEN COALESCE(t.valid_from <= g.began_on, TRUE) AND COALESCE(t.valid_to >= g.began_on, TRUE)
                AND t.enterprise_id IS NOT NULL THEN 1 ELSE 0
        END) AS had_title,
        MAX(CASE WHEN g.was_gone THEN 1 ELSE 0 END) AS was_gone
    FROM grouped AS g
    LEFT JOIN titled AS t ON t.enterprise_id = g.enterprise_id
    GROUP BY
        g.period, g.basis, g.group_1, g.group_2, g.group_3, g.group_4, g.enterprise_id, g.from_period,
        g.is_above_scale, g.was_above_scale, g.is_gone, g.current_10k_cny, g.prior_10k_cny
),
held AS (
    SELECT
        p.*,
        CASE
            WHEN p.is_above_scale OR p.is_gone THEN 0
            WHEN NOT p.is_above_scale AND (p.has_title = 1 OR p.current_10k_cny >= a.reach_10k_cny) THEN 1
            WHEN NOT p.is_above_scale AND p.current_10k_cny IS NOT NULL THEN 0
        END AS is_in,
        CASE
            WHEN p.was_above_scale OR p.was_gone = 1 THEN 0
            WHEN NOT p.was_above_scale AND (p.had_title = 1 OR p.prior_10k_cny >= a.reach_10k_cny) THEN 1
            WHEN NOT p.was_above_scale AND p.prior_10k_cny IS NOT NULL THEN 0
        END AS was_in
    FROM placed AS p
    CROSS JOIN asked AS a
)
SELECT
    period, basis, group_1, group_2, group_3, group_4, MAX(from_period) AS from_period,
    COUNT(is_above_scale) AS with_status,
    COUNT(CASE WHEN was_in = 1 THEN 1 END) AS opening,
    COUNT(CASE WHEN is_in = 1 AND COALESCE(was_in, 0) = 0 THEN 1 END) AS entered,
    COUNT(CASE WHEN was_in = 1 AND is_above_scale THEN 1 END) AS graduated,
    COUNT(CASE WHEN was_in = 1 AND is_in = 0 AND NOT is_above_scale THEN 1 END) AS dropped,
    COUNT(CASE WHEN was_in = 1 AND is_in IS NULL THEN 1 END) AS pending,
    COUNT(CASE WHEN is_in = 1 THEN 1 END) AS closing,
    COUNT(CASE WHEN is_above_scale AND NOT was_above_scale THEN 1 END) AS above_scale_entries,
    COUNT(CASE WHEN was_above_scale AND NOT is_above_scale THEN 1 END) AS above_scale_exits
FROM held
GROUP BY period, basis, group_1, group_2, group_3, group_4
