-- 手写的临界企业：一期（年内），三条线上下两成，纳统起点另看在不在统；处境、差额、所需增长、理由、位次，由近到远。
WITH line AS (
    SELECT * FROM (VALUES ('规上起点', 2000, true), ('1亿元', 10000, false), ('10亿元', 100000, false)) v(line, floor, is_entry)
),
near AS (
    SELECT
        f.period, f.basis, l.line, f.enterprise_id, e.enterprise,
        CAST(f.revenue_10k_cny AS DOUBLE) AS revenue_10k_cny,
        CAST(l.floor AS DOUBLE) AS floor_10k_cny,
        l.floor - CAST(f.revenue_10k_cny AS DOUBLE) AS distance_10k_cny,
        CASE WHEN f.revenue_10k_cny < l.floor AND f.revenue_10k_cny > 0
            THEN (l.floor / CAST(f.revenue_10k_cny AS DOUBLE) - 1) * 100 END AS growth_needed_pct,
        CASE
            WHEN l.is_entry AND NOT f.is_above_scale AND f.revenue_10k_cny >= l.floor THEN '够线未纳统'
            WHEN f.revenue_10k_cny >= l.floor THEN '刚过线'
            WHEN l.is_entry AND f.is_above_scale THEN '在统而低于起点'
            ELSE '临近'
        END AS state,
        concat_ws(
            '；',
            CASE WHEN f.revenue_10k_cny < l.floor AND f.revenue_10k_cny <= 0 THEN '年营业收入≤0，不计所需增长' END,
            CASE
                WHEN f.revenue_10k_cny >= l.floor THEN '已过线，不计所需增长，不排由近到远'
                WHEN l.is_entry AND f.is_above_scale THEN '已在统，不排由近到远'
            END,
            CASE WHEN l.is_entry AND f.is_above_scale IS NULL THEN '名录没有纳统状态' END
        ) AS reason
    FROM fact f
    JOIN line l
        ON (f.revenue_10k_cny >= l.floor * 0.8 AND f.revenue_10k_cny < l.floor * 1.2)
        OR (l.is_entry AND f.is_above_scale AND f.revenue_10k_cny < l.floor)
        OR (l.is_entry AND NOT f.is_above_scale AND f.revenue_10k_cny >= l.floor)
    JOIN enterprise e ON e.enterprise_id = f.enterprise_id
    WHERE f.period = $period AND f.basis = 'rolling4'
)
SELECT
    *, '预计' AS status,
    CASE WHEN state = '临近'
        THEN rank() OVER (PARTITION BY line, state ORDER BY revenue_10k_cny DESC) END AS place
FROM near
ORDER BY
    floor_10k_cny, list_position(['临近', '够线未纳统', '刚过线', '在统而低于起点'], state),
    abs(distance_10k_cny), enterprise_id
