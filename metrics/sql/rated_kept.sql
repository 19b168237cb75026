    -- 一家企业一期一种期别的同比，一行，连同往期的常态。
    SELECT
        enterprise_id, period, year, quarter, basis, tier, is_above_scale, revenue_10k_cny, prior_reported_10k_cny,
        median_pct, mad_pp, history,
        CASE WHEN prior_reported_10k_cny > 0 THEN
            (CAST(revenue_10k_cny AS DOUBLE) / NULLIF(CAST(prior_reported_10k_cny AS DOUBLE), 0) - 1) * 100
        END AS growth_pct
    FROM firm_history
