-- 韧性所需的合计：本组全部，与去掉最大的一家、三家、五家之后；最大按本期营收排，分母是范围内去重企业的合计。
WITH total AS (
    SELECT period, basis, SUM(revenue_10k_cny) AS total_10k_cny
    FROM scoped
    GROUP BY period, basis
),
ranked AS (
    SELECT
        period, basis, group_1, group_2, group_3, group_4,
        revenue_10k_cny AS revenue,
        CASE WHEN prior_reported_10k_cny IS NOT NULL THEN revenue_10k_cny END AS now,
        CASE WHEN revenue_10k_cny IS NOT NULL THEN prior_reported_10k_cny END AS prior,
        ROW_NUMBER() OVER (
            PARTITION BY period, basis, group_1, group_2, group_3, group_4
            ORDER BY revenue_10k_cny DESC NULLS LAST, enterprise_id NULLS LAST
        ) AS place
    FROM grouped
),
sums AS (
    SELECT
        period, basis, group_1, group_2, group_3, group_4,
        COUNT(revenue) AS enterprises,
        SUM(revenue) AS revenue_0, SUM(now) AS now_0, SUM(prior) AS prior_0,
        SUM(CASE WHEN place > 1 THEN revenue END) AS revenue_1,
        SUM(CASE WHEN place > 1 THEN now END) AS now_1,
        SUM(CASE WHEN place > 1 THEN prior END) AS prior_1,
        SUM(CASE WHEN place > 3 THEN revenue END) AS revenue_3,
        SUM(CASE WHEN place > 3 THEN now END) AS now_3,
        SUM(CASE WHEN place > 3 THEN prior END) AS prior_3,
        SUM(CASE WHEN place > 5 THEN revenue END) AS revenue_5,
        SUM(CASE WHEN place > 5 THEN now END) AS now_5,
        SUM(CASE WHEN place > 5 THEN prior END) AS prior_5
    FROM ranked
    GROUP BY period, basis, group_1, group_2, group_3, group_4
)
SELECT sums.*, total.total_10k_cny
FROM sums
INNER JOIN total ON total.period = sums.period AND total.basis = sums.basis
