-- 手写的临界企业：一期（年内），三条线上下两成，纳统起点另看在不在统。
WITH line AS (
    SELECT * FROM (VALUES ('规上起点', 2000, true), ('1亿元', 10000, false), ('10亿元', 100000, false)) v(line, floor, is_entry)
)
SELECT
    f.period, f.basis, l.line, f.enterprise_id, e.enterprise,
    CAST(f.revenue_10k_cny AS DOUBLE) AS revenue_10k_cny,
    l.floor - CAST(f.revenue_10k_cny AS DOUBLE) AS distance_10k_cny
FROM fact f
JOIN line l
    ON (f.revenue_10k_cny >= l.floor * 0.8 AND f.revenue_10k_cny < l.floor * 1.2)
    OR (l.is_entry AND f.is_above_scale AND f.revenue_10k_cny < l.floor)
    OR (l.is_entry AND NOT f.is_above_scale AND f.revenue_10k_cny >= l.floor)
JOIN enterprise e ON e.enterprise_id = f.enterprise_id
WHERE f.period = $period AND f.basis = 'rolling4'
ORDER BY l.line, abs(distance_10k_cny), f.enterprise_id
