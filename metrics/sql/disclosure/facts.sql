-- 一期里每家企业在各期别上有没有本期数、表内上年同期、上年入库、上季。参数：报告期。
SELECT
    f.enterprise_id, f.basis,
    CAST(f.revenue_10k_cny AS DOUBLE) AS revenue_10k_cny,
    CAST(f.prior_reported_10k_cny AS DOUBLE) AS prior_reported_10k_cny,
    CAST(f.prior_stored_10k_cny AS DOUBLE) AS prior_stored_10k_cny,
    CAST(f.quarter_before_10k_cny AS DOUBLE) AS quarter_before_10k_cny
FROM fact AS f
WHERE f.period = ? AND f.basis IN ('ytd', 'single', 'rolling4') AND f.revenue_10k_cny IS NOT NULL
ORDER BY f.enterprise_id NULLS LAST, f.basis NULLS LAST
