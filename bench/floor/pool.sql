-- 手写的培育库：各期期末在库几家（不在统，近四季度够到纳统起点的八成；生成的名录没有称号）。
SELECT
    q.period, CASE right(q.period, 1) WHEN '4' THEN 'year' ELSE 'rolling4' END AS basis,
    count(*) FILTER (
        e.has_scale_status AND NOT f.is_above_scale AND f.revenue_10k_cny >= 1600
        AND NOT coalesce(e.left_on <= last_day(make_date(f.year, f.quarter * 3, 1)), false)
    ) AS closing
FROM (SELECT DISTINCT period FROM filed) q
LEFT JOIN fact f
    ON f.period = q.period AND f.basis = CASE right(q.period, 1) WHEN '4' THEN 'year' ELSE 'rolling4' END
LEFT JOIN enterprise e ON e.enterprise_id = f.enterprise_id
GROUP BY q.period
