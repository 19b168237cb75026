-- 规模：已知营收的企业数与营收合计；占比的分母是范围内去重企业的合计。
WITH total AS (
    SELECT period, basis, SUM(revenue_10k_cny) AS total_10k_cny
    FROM scoped
    GROUP BY period, basis
),
sums AS (
    SELECT
        period, basis, group_1, group_2, group_3, group_4,
        CAST(COALESCE(SUM(CASE WHEN revenue_10k_cny IS NOT NULL THEN firms END), 0) AS BIGINT) AS enterprises,
        SUM(revenue_10k_cny) AS revenue_10k_cny
    FROM grouped
    GROUP BY period, basis, group_1, group_2, group_3, group_4
)
SELECT sums.*, total.total_10k_cny
FROM sums
INNER JOIN total ON total.period = sums.period AND total.basis = sums.basis
