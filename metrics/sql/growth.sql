-- 增长所需的合计：可比（本期表自带上年同期）、名义（上年当时入库）、同样本（两期都在库）、环比（单季，两季都在库）。
-- 参数：上一季（空串就不限期）两个，再是本期（空串就取所有期）、本期、上年同期；上年同期的增速用来算两年平均。
SELECT
    g.period, g.basis, g.group_1, g.group_2, g.group_3, g.group_4,
    SUM(g.revenue_10k_cny) AS current_10k_cny,
    SUM(CASE WHEN g.prior_reported_10k_cny IS NOT NULL THEN g.revenue_10k_cny END) AS comparable_current_10k_cny,
    SUM(CASE WHEN g.revenue_10k_cny IS NOT NULL THEN g.prior_reported_10k_cny END) AS comparable_prior_10k_cny,
    SUM(g.prior_stored_10k_cny) AS nominal_prior_10k_cny,
    SUM(CASE WHEN g.prior_stored_10k_cny IS NOT NULL THEN g.revenue_10k_cny END) AS matched_current_10k_cny,
    SUM(CASE WHEN g.revenue_10k_cny IS NOT NULL THEN g.prior_stored_10k_cny END) AS matched_prior_10k_cny,
    SUM(CASE WHEN q.revenue_10k_cny IS NOT NULL THEN g.revenue_10k_cny END) AS quarter_current_10k_cny,
    SUM(CASE WHEN g.revenue_10k_cny IS NOT NULL THEN q.revenue_10k_cny END) AS quarter_prior_10k_cny
FROM grouped AS g
LEFT JOIN fact AS q
    ON q.enterprise_id = g.enterprise_id
    AND q.basis = 'single'
    AND g.basis = 'single'
    AND q.year * 4 + q.quarter = g.year * 4 + g.quarter - 1
    AND (? = '' OR q.period = ?)
WHERE ? = '' OR g.period IN (?, ?)
GROUP BY g.period, g.basis, g.group_1, g.group_2, g.group_3, g.group_4
