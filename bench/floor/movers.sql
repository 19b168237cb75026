-- 手写的升降：一期，各期别增得最多与减得最多的十家，连同位次。
WITH both_known AS (
    SELECT
        period, basis, enterprise_id, revenue_10k_cny, revenue_10k_cny - prior_reported_10k_cny AS increase,
        rank() OVER (PARTITION BY basis ORDER BY revenue_10k_cny DESC) AS rank_now,
        rank() OVER (PARTITION BY basis ORDER BY prior_reported_10k_cny DESC) AS rank_then
    FROM fact
    WHERE period = $period AND revenue_10k_cny IS NOT NULL AND prior_reported_10k_cny IS NOT NULL
),
moved AS (
    SELECT
        *, CASE WHEN increase > 0 THEN '上升' ELSE '下降' END AS direction,
        row_number() OVER (PARTITION BY basis, increase > 0 ORDER BY abs(increase) DESC, enterprise_id) AS place
    FROM both_known
    WHERE increase <> 0
)
SELECT
    m.period, m.basis, m.direction, m.enterprise_id, e.enterprise, m.place,
    CAST(m.increase AS DOUBLE) AS increase_10k_cny, m.rank_now, m.rank_then
FROM moved m
JOIN enterprise e ON e.enterprise_id = m.enterprise_id
WHERE m.place <= 10
