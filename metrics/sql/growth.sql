-- 增长所需的合计：可比（本期表自带上年同期）、名义（上年当时入库）、同样本（两期都在库）、环比（单季，两季都在库）。
-- 参数：本期（空串就取所有期）、本期、上年同期；上年同期的增速用来算两年平均。
SELECT
    period, basis, group_1, group_2, group_3, group_4,
    SUM(revenue_10k_cny) AS current_10k_cny,
    SUM(CASE WHEN prior_reported_10k_cny IS NOT NULL THEN revenue_10k_cny END) AS comparable_current_10k_cny,
    SUM(CASE WHEN revenue_10k_cny IS NOT NULL THEN prior_reported_10k_cny END) AS comparable_prior_10k_cny,
    SUM(prior_stored_10k_cny) AS nominal_prior_10k_cny,
    SUM(CASE WHEN prior_stored_10k_cny IS NOT NULL THEN revenue_10k_cny END) AS matched_current_10k_cny,
    SUM(CASE WHEN revenue_10k_cny IS NOT NULL THEN prior_stored_10k_cny END) AS matched_prior_10k_cny,
    SUM(CASE WHEN quarter_before_10k_cny IS NOT NULL THEN revenue_10k_cny END) AS quarter_current_10k_cny,
    SUM(CASE WHEN revenue_10k_cny IS NOT NULL THEN quarter_before_10k_cny END) AS quarter_prior_10k_cny
FROM grouped
WHERE ? = '' OR period IN (?, ?)
GROUP BY period, basis, group_1, group_2, group_3, group_4
