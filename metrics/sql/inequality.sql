-- 不平等所需的合计：各家份额（占本组）的对数、平方根与离均差；另有本组与范围内去重企业的总数。
WITH total AS (
    SELECT
        period, basis,
        COUNT(revenue_10k_cny) AS scope_enterprises,
        SUM(CAST(revenue_10k_cny AS DOUBLE)) AS scope_total,
        MIN(CAST(revenue_10k_cny AS DOUBLE)) AS scope_smallest
    FROM scoped
    GROUP BY period, basis
),
placed AS (
    SELECT period, basis, COUNT(revenue_10k_cny) AS memberships
    FROM grouped
    GROUP BY period, basis
),
sums AS (
    SELECT
        period, basis, group_1, group_2, group_3, group_4,
        CAST(revenue_10k_cny AS DOUBLE) AS revenue,
        COUNT(revenue_10k_cny) OVER (
            PARTITION BY period, basis, group_1, group_2, group_3, group_4
        ) AS n,
        SUM(CAST(revenue_10k_cny AS DOUBLE)) OVER (
            PARTITION BY period, basis, group_1, group_2, group_3, group_4
        ) AS held,
        ROW_NUMBER() OVER (
            PARTITION BY period, basis, group_1, group_2, group_3, group_4
            ORDER BY revenue_10k_cny DESC NULLS LAST, enterprise_id NULLS LAST
        ) AS place
    FROM grouped
),
relative AS (
    SELECT sums.*, revenue * n / NULLIF(held, 0) AS ratio
    FROM sums
),
found AS (
    SELECT
        period, basis, group_1, group_2, group_3, group_4,
        COUNT(revenue) AS enterprises,
        SUM(revenue) AS total,
        MIN(revenue) AS smallest,
        SUM(place * revenue) AS placed_sum,
        SUM(CASE WHEN ratio > 0 THEN ratio * LN(ratio) END) AS ratio_log_ratio,
        SUM(CASE WHEN ratio > 0 THEN LN(ratio) END) AS log_ratio,
        SUM(CASE WHEN ratio >= 0 THEN SQRT(ratio) END) AS root_ratio,
        SUM(ABS(ratio - 1)) AS distance
    FROM relative
    GROUP BY period, basis, group_1, group_2, group_3, group_4
)
SELECT found.*, total.scope_enterprises, total.scope_total, total.scope_smallest, placed.memberships
FROM found
INNER JOIN total ON total.period = found.period AND total.basis = found.basis
INNER JOIN placed ON placed.period = found.period AND placed.basis = found.basis
