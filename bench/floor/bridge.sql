-- 手写的增长桥：一期，不分组，五步。
SELECT
    period, basis,
    CAST(coalesce(sum(prior_stored_10k_cny), 0) AS DOUBLE) AS prior_10k_cny,
    CAST(coalesce(sum(revenue_10k_cny - coalesce(prior_reported_10k_cny, prior_stored_10k_cny)), 0) AS DOUBLE)
        AS incumbents_10k_cny,
    CAST(coalesce(sum(coalesce(prior_reported_10k_cny, revenue_10k_cny))
        FILTER (revenue_10k_cny IS NOT NULL AND prior_stored_10k_cny IS NULL), 0) AS DOUBLE) AS entrants_10k_cny,
    CAST(coalesce(-sum(prior_stored_10k_cny) FILTER (revenue_10k_cny IS NULL), 0) AS DOUBLE) AS exits_10k_cny,
    CAST(coalesce(sum(prior_reported_10k_cny - prior_stored_10k_cny) FILTER (revenue_10k_cny IS NOT NULL), 0)
        AS DOUBLE) AS revisions_10k_cny,
    CAST(coalesce(sum(revenue_10k_cny), 0) AS DOUBLE) AS current_10k_cny
FROM fact
WHERE period = $period
GROUP BY period, basis
ORDER BY basis
