-- 补足家数目标的候选：范围内没有过线的企业，各有多少营业收入；纳统目标的候选是不在统的企业。
SELECT
    s.period, s.basis, '' AS group_1, '' AS group_2, '' AS group_3, '' AS group_4,
    s.enterprise_id AS firm_id, e.enterprise AS firm, s.revenue_10k_cny
FROM scoped AS s
INNER JOIN enterprise AS e ON e.enterprise_id = s.enterprise_id
CROSS JOIN (SELECT CAST(? AS DOUBLE) AS floor_10k_cny, CAST(? AS INT) AS is_by_status) AS line
WHERE
    s.revenue_10k_cny IS NOT NULL
    AND (s.basis = 'year' OR (s.basis = 'rolling4' AND s.quarter < 4))
    AND CASE
        WHEN line.is_by_status = 1 THEN COALESCE(NOT s.is_above_scale, FALSE)
        ELSE s.revenue_10k_cny < line.floor_10k_cny
    END
