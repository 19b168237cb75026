-- 临界企业里页面要列的：离一条线最近的几家，每种处境各取几家，连同这种处境一共几家。
-- 参数：线与是不是纳统起点；再同 near_threshold.sql：上下两界、是不是纳统起点与起点两遍；每种处境最多几家。
-- 处境：0 在线下，1 够线而不在统，2 已过线，3 在统而低于起点。
-- 由近到远：线上的看营收从小到大，线下的从大到小；不相减，没有尾数。
WITH line AS (
    SELECT CAST(? AS DOUBLE) AS floor_10k_cny, CAST(? AS INT) AS is_entry
),
near AS (
    SELECT period, basis, enterprise_id, revenue_10k_cny, is_above_scale
    FROM scoped
    WHERE
        revenue_10k_cny IS NOT NULL
        AND (basis = 'year' OR (basis = 'rolling4' AND quarter < 4))
        AND (
            (revenue_10k_cny >= CAST(? AS DOUBLE) AND revenue_10k_cny < CAST(? AS DOUBLE))
            OR (CAST(? AS INT) = 1 AND is_above_scale AND revenue_10k_cny < CAST(? AS DOUBLE))
            OR (CAST(? AS INT) = 1 AND NOT is_above_scale AND revenue_10k_cny >= CAST(? AS DOUBLE))
        )
),
placed AS (
    SELECT
        near.*,
        CAST(
            CASE WHEN near.revenue_10k_cny >= line.floor_10k_cny THEN 1 ELSE -1 END * near.revenue_10k_cny AS DOUBLE
        ) AS farness,
        CASE
            WHEN near.revenue_10k_cny >= line.floor_10k_cny AND line.is_entry = 1 AND NOT near.is_above_scale THEN 1
            WHEN near.revenue_10k_cny >= line.floor_10k_cny THEN 2
            WHEN line.is_entry = 1 AND near.is_above_scale THEN 3
            ELSE 0
        END AS standing
    FROM near
    CROSS JOIN line
)
SELECT
    c.period, c.basis, 0 AS group_1, 0 AS group_2, 0 AS group_3, 0 AS group_4,
    c.enterprise_id AS firm_id, e.enterprise AS firm, c.revenue_10k_cny, c.is_above_scale, c.firms
FROM (
    SELECT
        placed.*,
        ROW_NUMBER() OVER (PARTITION BY standing ORDER BY farness NULLS LAST, enterprise_id NULLS LAST) AS nth,
        COUNT(*) OVER (PARTITION BY standing) AS firms
    FROM placed
) AS c
INNER JOIN enterprise AS e ON e.enterprise_id = c.enterprise_id
WHERE c.nth <= CAST(? AS INT)
