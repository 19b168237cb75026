-- 判断一个合计够不够用所需的数：家数、合计、最大一家、可比基数、上年同期数与当年入库数相差多少。
SELECT
    period, basis, group_1, group_2, group_3, group_4,
    CAST(COALESCE(SUM(CASE WHEN revenue_10k_cny IS NOT NULL THEN firms END), 0) AS BIGINT) AS enterprises,
    SUM(revenue_10k_cny) AS revenue_10k_cny,
    MAX(largest_10k_cny) AS largest_10k_cny,
    SUM(CASE WHEN revenue_10k_cny IS NOT NULL THEN prior_reported_10k_cny END) AS base_10k_cny,
    SUM(restated_10k_cny) AS restated_10k_cny,
    SUM(CASE WHEN prior_reported_10k_cny IS NOT NULL THEN prior_stored_10k_cny END) AS stored_10k_cny
FROM grouped
GROUP BY period, basis, group_1, group_2, group_3, group_4
