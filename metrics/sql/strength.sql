-- 集群强度所需的合计：本组营收与可比两端，整个范围的可比两端；专业化另由区位商给出。
WITH total AS (
    SELECT
        period, basis,
        SUM(revenue_10k_cny) AS total_10k_cny,
        SUM(CASE WHEN prior_reported_10k_cny IS NOT NULL THEN revenue_10k_cny END) AS total_current_10k_cny,
        SUM(CASE WHEN revenue_10k_cny IS NOT NULL THEN prior_reported_10k_cny END) AS total_prior_10k_cny
    FROM scoped
    GROUP BY period, basis
),
sums AS (
    SELECT
        period, basis, group_1, group_2, group_3, group_4,
        CAST(COALESCE(SUM(CASE WHEN revenue_10k_cny IS NOT NULL THEN firms END), 0) AS BIGINT) AS enterprises,
        SUM(revenue_10k_cny) AS revenue_10k_cny,
        SUM(CASE WHEN prior_reported_10k_cny IS NOT NULL THEN revenue_10k_cny END) AS comparable_current_10k_cny,
        SUM(CASE WHEN revenue_10k_cny IS NOT NULL THEN prior_reported_10k_cny END) AS comparable_prior_10k_cny
    FROM grouped
    GROUP BY period, basis, group_1, group_2, group_3, group_4
)
SELECT sums.*, total.total_10k_cny, total.total_current_10k_cny, total.total_prior_10k_cny
FROM sums
INNER JOIN total ON total.period = sums.period AND total.basis = sums.basis
