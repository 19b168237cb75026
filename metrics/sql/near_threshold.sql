-- 临界企业：年营业收入（年内用近四个季度）离一条线不远的企业；纳统起点的线还看在不在统。
SELECT
    g.period, g.basis, g.group_1, g.group_2, g.group_3, g.group_4,
    g.enterprise_id AS firm_id, e.enterprise AS firm, g.revenue_10k_cny, g.is_above_scale
FROM grouped AS g
INNER JOIN enterprise AS e ON e.enterprise_id = g.enterprise_id
CROSS JOIN (
    SELECT
        CAST(? AS DOUBLE) AS low_10k_cny, CAST(? AS DOUBLE) AS floor_10k_cny, CAST(? AS DOUBLE) AS high_10k_cny,
        CAST(? AS INT) AS is_entry, CONCAT('、', CAST(? AS STRING), '、') AS wanted
) AS line
WHERE
    g.revenue_10k_cny IS NOT NULL
    AND (g.basis = 'year' OR (g.basis = 'rolling4' AND g.quarter < 4))
    AND (
        (g.revenue_10k_cny >= line.low_10k_cny AND g.revenue_10k_cny < line.high_10k_cny)
        OR (line.is_entry = 1 AND g.is_above_scale AND g.revenue_10k_cny < line.floor_10k_cny)
        OR (line.is_entry = 1 AND NOT g.is_above_scale AND g.revenue_10k_cny >= line.floor_10k_cny)
        OR line.wanted LIKE CONCAT('%、', g.enterprise_id, '、%')
    )
