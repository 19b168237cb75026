-- 手写的填报覆盖：一期，不分组。
WITH day AS (SELECT last_day(make_date(CAST(left($period, 4) AS INT), CAST(right($period, 1) AS INT) * 3, 1)) AS ends_on)
SELECT
    $period AS period, 'ytd' AS basis,
    count(*) AS expected, count(f.revenue_10k_cny) AS filed, count(f.revenue_10k_cny) / count(*) * 100 AS filed_pct
FROM enterprise e
JOIN day ON e.above_scale_from <= day.ends_on AND (e.above_scale_to IS NULL OR e.above_scale_to > day.ends_on)
LEFT JOIN filed f ON f.enterprise_id = e.enterprise_id AND f.period = $period
