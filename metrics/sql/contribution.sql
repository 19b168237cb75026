-- 贡献与拉动：可比口径的增量；分母是范围内去重企业的增量与上年同期。
-- memberships 大于 enterprises 时分组之间有交叉，各组不可加总。
WITH total AS (
    SELECT
        period, basis,
        SUM(revenue_10k_cny - prior_reported_10k_cny) AS total_increase_10k_cny,
        SUM(CASE WHEN revenue_10k_cny IS NOT NULL THEN prior_reported_10k_cny END) AS total_prior_10k_cny,
        CAST(COALESCE(SUM(CASE
            WHEN revenue_10k_cny IS NOT NULL AND prior_reported_10k_cny IS NOT NULL THEN firms
        END), 0) AS BIGINT) AS enterprises
    FROM scoped
    GROUP BY period, basis
),
placed AS (
    SELECT period, basis, CAST(COALESCE(SUM(CASE
            WHEN revenue_10k_cny IS NOT NULL AND prior_reported_10k_cny IS NOT NULL THEN firms
        END), 0) AS BIGINT) AS memberships
    FROM grouped
    GROUP BY period, basis
),
sums AS (
    SELECT
        period, basis, group_1, group_2, group_3, group_4,
        SUM(revenue_10k_cny - prior_reported_10k_cny) AS increase_10k_cny
    FROM grouped
    GROUP BY period, basis, group_1, group_2, group_3, group_4
)
SELECT sums.*, total.total_increase_10k_cny, total.total_prior_10k_cny, total.enterprises, placed.memberships
FROM sums
INNER JOIN total ON total.period = sums.period AND total.basis = sums.basis
INNER JOIN placed ON placed.period = sums.period AND placed.basis = sums.basis
