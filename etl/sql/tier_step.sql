-- 梯队变动的两头：上一完整年度的全年数，与本期（四季度是全年，年内是近四个季度）的数，一家企业一期一行。
-- 档号：够得着的最高一档；0 是没有名录状态；从哪来 -1 是上年没有数；到哪去 -1 是已退出，-2 是本期没有数。
-- 变量 first、last 是只要哪几年，没有就是全部。
WITH span AS (
    SELECT * FROM period_end
    WHERE year BETWEEN coalesce(getvariable('first'), 0) AND coalesce(getvariable('last'), 9999)
),
ends AS (
    SELECT
        q.period, f.enterprise_id,
        f.revenue_10k_cny AS prior_10k_cny, coalesce(t.sort, s.sort, 0) AS from_sort,
        CAST(NULL AS DECIMAL(22, 6)) AS current_10k_cny, CAST(NULL AS INTEGER) AS to_sort,
        CAST(NULL AS BOOLEAN) AS is_above_scale
    FROM fact f
    JOIN span q ON q.year = f.year + 1
    LEFT JOIN tier t ON t.tier = f.rung
    LEFT JOIN tier s ON s.floor_10k_cny IS NULL AND s.is_above_scale = f.is_above_scale
    WHERE
        f.basis = 'year' AND f.revenue_10k_cny IS NOT NULL
        AND f.year BETWEEN coalesce(getvariable('first'), 0) - 1 AND coalesce(getvariable('last'), 9999)
    UNION ALL
    SELECT
        f.period, f.enterprise_id, NULL, NULL, f.revenue_10k_cny, coalesce(t.sort, s.sort, 0), f.is_above_scale
    FROM fact f
    LEFT JOIN tier t ON t.tier = f.rung
    LEFT JOIN tier s ON s.floor_10k_cny IS NULL AND s.is_above_scale = f.is_above_scale
    WHERE
        f.revenue_10k_cny IS NOT NULL AND (f.basis = 'year' OR (f.basis = 'rolling4' AND f.quarter < 4))
        AND f.year BETWEEN coalesce(getvariable('first'), 0) AND coalesce(getvariable('last'), 9999)
),
paired AS (
    SELECT
        period, enterprise_id,
        max(prior_10k_cny) AS prior_10k_cny, max(from_sort) AS from_sort,
        max(current_10k_cny) AS current_10k_cny, max(to_sort) AS to_sort, bool_or(is_above_scale) AS is_above_scale
    FROM ends
    GROUP BY period, enterprise_id
)
SELECT
    p.enterprise_id, p.period, q.year, q.quarter,
    CASE q.quarter WHEN 4 THEN 'year' ELSE 'rolling4' END AS basis,
    CAST(NULL AS VARCHAR) AS tier, p.is_above_scale,
    CASE WHEN p.prior_10k_cny IS NULL THEN -1 ELSE p.from_sort END AS from_sort,
    CASE
        WHEN p.current_10k_cny IS NOT NULL THEN p.to_sort
        WHEN coalesce(e.left_on <= q.ends_on, false) THEN -1
        ELSE -2
    END AS to_sort,
    p.prior_10k_cny, p.current_10k_cny,
    CAST(1 AS BIGINT) AS firms
FROM paired p
JOIN span q ON q.period = p.period
JOIN enterprise e ON e.enterprise_id = p.enterprise_id
