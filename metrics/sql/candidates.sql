-- 补足家数目标的候选：范围内没有过线的企业；纳统目标的候选是不在统的企业。只给差得最少的几家，连同候选一共几家。
-- 参数：线，是不是纳统目标，最多几家。
WITH candidate AS (
    SELECT
        s.period, s.basis, s.enterprise_id, s.revenue_10k_cny,
        GREATEST(CAST(line.floor_10k_cny AS DECIMAL(22, 6)) - s.revenue_10k_cny, 0) AS shortfall_10k_cny
    FROM scoped AS s
    CROSS JOIN (SELECT CAST(? AS DOUBLE) AS floor_10k_cny, CAST(? AS INT) AS is_by_status) AS line
    WHERE
        s.revenue_10k_cny IS NOT NULL
        AND (s.basis = 'year' OR (s.basis = 'rolling4' AND s.quarter < 4))
        AND CASE
            WHEN line.is_by_status = 1 THEN COALESCE(NOT s.is_above_scale, FALSE)
            ELSE s.revenue_10k_cny < line.floor_10k_cny
        END
)
SELECT
    c.period, c.basis, 0 AS group_1, 0 AS group_2, 0 AS group_3, 0 AS group_4,
    c.enterprise_id AS firm_id, e.enterprise AS firm, c.revenue_10k_cny, c.candidates
FROM (
    SELECT
        candidate.*,
        ROW_NUMBER() OVER (ORDER BY shortfall_10k_cny NULLS LAST, enterprise_id NULLS LAST) AS nth,
        COUNT(*) OVER () AS candidates
    FROM candidate
) AS c
INNER JOIN enterprise AS e ON e.enterprise_id = c.enterprise_id
WHERE c.nth <= CAST(? AS INT)
