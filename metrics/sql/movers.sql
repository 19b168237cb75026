-- 升降最大的企业：可比口径（两头都有数）里的增量与位次；两头不全的组也占一行，只说有几家。
WITH ranked AS (
    SELECT
        period, basis, group_1, group_2, group_3, group_4, enterprise_id,
        revenue_10k_cny, prior_reported_10k_cny, revenue_10k_cny - prior_reported_10k_cny AS increase_10k_cny,
        RANK() OVER (
            PARTITION BY period, basis, group_1, group_2, group_3, group_4
            ORDER BY revenue_10k_cny DESC NULLS LAST
        ) AS rank_now,
        RANK() OVER (
            PARTITION BY period, basis, group_1, group_2, group_3, group_4
            ORDER BY prior_reported_10k_cny DESC NULLS LAST
        ) AS rank_then,
        ROW_NUMBER() OVER (
            PARTITION BY period, basis, group_1, group_2, group_3, group_4
            ORDER BY revenue_10k_cny - prior_reported_10k_cny DESC NULLS LAST, enterprise_id NULLS LAST
        ) AS rise_place,
        ROW_NUMBER() OVER (
            PARTITION BY period, basis, group_1, group_2, group_3, group_4
            ORDER BY revenue_10k_cny - prior_reported_10k_cny NULLS LAST, enterprise_id NULLS LAST
        ) AS fall_place
    FROM grouped
    WHERE revenue_10k_cny IS NOT NULL AND prior_reported_10k_cny IS NOT NULL
)
SELECT
    r.period, r.basis, r.group_1, r.group_2, r.group_3, r.group_4, r.enterprise_id AS firm_id, e.enterprise AS firm,
    r.revenue_10k_cny, r.prior_reported_10k_cny AS prior_10k_cny, r.increase_10k_cny, r.rank_now, r.rank_then,
    CASE WHEN r.increase_10k_cny > 0 THEN r.rise_place ELSE r.fall_place END AS place,
    CAST(NULL AS BIGINT) AS known, CAST(NULL AS BIGINT) AS comparable
FROM ranked AS r
INNER JOIN enterprise AS e ON e.enterprise_id = r.enterprise_id
CROSS JOIN (SELECT CAST(? AS INT) AS most) AS asked
WHERE
    (r.increase_10k_cny > 0 AND r.rise_place <= asked.most)
    OR (r.increase_10k_cny < 0 AND r.fall_place <= asked.most)
UNION ALL
SELECT
    period, basis, group_1, group_2, group_3, group_4, CAST(NULL AS STRING), CAST(NULL AS STRING),
    CAST(NULL AS DECIMAL(20, 6)), CAST(NULL AS DECIMAL(20, 6)), CAST(NULL AS DECIMAL(20, 6)),
    CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
    COUNT(revenue_10k_cny), COUNT(revenue_10k_cny - prior_reported_10k_cny)
FROM grouped
GROUP BY period, basis, group_1, group_2, group_3, group_4
HAVING COUNT(CASE WHEN revenue_10k_cny <> prior_reported_10k_cny THEN 1 END) = 0
