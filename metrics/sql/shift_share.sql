-- 偏离份额：各组本期与表内上年同期（可比口径，只计两数都有的企业），缺一边的另数家数。
-- 参数：第一个是空串就取所有期，否则取后面五期（本期与前四年同期）。
SELECT
    period, basis, group_1, group_2, group_3, group_4,
    SUM(CASE WHEN prior_reported_10k_cny IS NOT NULL THEN revenue_10k_cny END) AS now_10k_cny,
    SUM(CASE WHEN revenue_10k_cny IS NOT NULL THEN prior_reported_10k_cny END) AS base_10k_cny,
    CAST(COALESCE(SUM(CASE
        WHEN revenue_10k_cny IS NOT NULL AND prior_reported_10k_cny IS NOT NULL THEN firms
    END), 0) AS BIGINT) AS enterprises,
    CAST(COALESCE(SUM(CASE
        WHEN revenue_10k_cny IS NOT NULL AND prior_reported_10k_cny IS NULL THEN firms
    END), 0) AS BIGINT) AS without_base,
    CAST(COALESCE(SUM(CASE WHEN revenue_10k_cny IS NULL THEN firms END), 0) AS BIGINT) AS without_current
FROM grouped
WHERE ? = '' OR period IN (?, ?, ?, ?, ?)
GROUP BY period, basis, group_1, group_2, group_3, group_4
