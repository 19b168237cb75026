-- 临界企业：年营业收入（年内用近四个季度）离一条线不远的企业；纳统起点的线还看在不在统。
-- 参数：上下两界；是不是纳统起点与起点，两遍；另要的企业（两遍，没有就是空串）。参数直接比，才能边扫边筛。
SELECT
    g.period, g.basis, g.group_1, g.group_2, g.group_3, g.group_4,
    g.enterprise_id AS firm_id, e.enterprise AS firm, g.revenue_10k_cny, g.is_above_scale
FROM grouped AS g
INNER JOIN enterprise AS e ON e.enterprise_id = g.enterprise_id
WHERE
    g.revenue_10k_cny IS NOT NULL
    AND (g.basis = 'year' OR (g.basis = 'rolling4' AND g.quarter < 4))
    AND (
        (g.revenue_10k_cny >= CAST(? AS DOUBLE) AND g.revenue_10k_cny < CAST(? AS DOUBLE))
        OR (CAST(? AS INT) = 1 AND g.is_above_scale AND g.revenue_10k_cny < CAST(? AS DOUBLE))
        OR (CAST(? AS INT) = 1 AND NOT g.is_above_scale AND g.revenue_10k_cny >= CAST(? AS DOUBLE))
        OR (
            CAST(? AS STRING) <> ''
            AND INSTR(CONCAT('、', CAST(? AS STRING), '、'), CONCAT('、', g.enterprise_id, '、')) > 0
        )
    )
