-- 异常增速：本期同比，与自己历期同比的中位数、离中位数的绝对偏差的中位数。
WITH middle AS (
    SELECT
        period, basis, group_1, group_2, group_3, group_4, enterprise_id,
        revenue_10k_cny, prior_reported_10k_cny, growth_pct,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY past_growth_pct NULLS LAST) AS median_pct,
        COUNT(past_growth_pct) AS history
    FROM grouped
    GROUP BY
        period, basis, group_1, group_2, group_3, group_4, enterprise_id,
        revenue_10k_cny, prior_reported_10k_cny, growth_pct
),
spread AS (
    SELECT
        m.period, m.basis, m.group_1, m.group_2, m.group_3, m.group_4, m.enterprise_id,
        m.revenue_10k_cny, m.prior_reported_10k_cny, m.growth_pct, m.median_pct, m.history,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY ABS(s.past_growth_pct - m.median_pct) NULLS LAST) AS mad_pp
    FROM middle AS m
    INNER JOIN scoped AS s ON s.period = m.period AND s.basis = m.basis AND s.enterprise_id = m.enterprise_id
    GROUP BY
        m.period, m.basis, m.group_1, m.group_2, m.group_3, m.group_4, m.enterprise_id,
        m.revenue_10k_cny, m.prior_reported_10k_cny, m.growth_pct, m.median_pct, m.history
)
SELECT
    s.period, s.basis, s.group_1, s.group_2, s.group_3, s.group_4, s.enterprise_id AS firm_id, e.enterprise AS firm,
    s.revenue_10k_cny, s.prior_reported_10k_cny AS prior_10k_cny, s.growth_pct, s.median_pct, s.mad_pp, s.history
FROM spread AS s
INNER JOIN enterprise AS e ON e.enterprise_id = s.enterprise_id
