-- 建库时已逐家排过位、逐家比过的数（集中度、不平等、韧性所需），与整个范围的合计。
WITH total AS (
    SELECT
        period, basis,
        CAST(SUM(enterprises) AS BIGINT) AS scope_enterprises, SUM(total) AS scope_total,
        MIN(smallest) AS scope_smallest, SUM(revenue_0) AS total_10k_cny
    FROM scoped
    GROUP BY period, basis
),
placed AS (
    SELECT period, basis, CAST(SUM(enterprises) AS BIGINT) AS memberships
    FROM grouped
    GROUP BY period, basis
)
SELECT
    g.period, g.basis, g.group_1, g.group_2, g.group_3, g.group_4,
    g.enterprises, g.total, g.smallest, g.squares, g.top_1, g.top_3, g.top_4, g.top_8, g.placed,
    g.placed AS placed_sum, g.ratio_log_ratio, g.log_ratio, g.root_ratio, g.distance,
    g.revenue_0, g.now_0, g.prior_0, g.revenue_1, g.now_1, g.prior_1,
    g.revenue_3, g.now_3, g.prior_3, g.revenue_5, g.now_5, g.prior_5,
    total.scope_enterprises, total.scope_total, total.scope_smallest, total.total_10k_cny, placed.memberships
FROM grouped AS g
INNER JOIN total ON total.period = g.period AND total.basis = g.basis
INNER JOIN placed ON placed.period = g.period AND placed.basis = g.basis
