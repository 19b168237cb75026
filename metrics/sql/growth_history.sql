    -- 一家企业一期一种期别的同比，和它前五年（二十个季度）每一期的同比，一对一行；前面没有的也留一行。
    WITH rated AS (
        SELECT
            enterprise_id, period, year, quarter, basis, tier, is_above_scale, revenue_10k_cny, prior_reported_10k_cny,
            CASE WHEN prior_reported_10k_cny > 0 THEN
                (CAST(revenue_10k_cny AS DOUBLE) / NULLIF(CAST(prior_reported_10k_cny AS DOUBLE), 0) - 1) * 100
            END AS growth_pct
        FROM fact
        WHERE basis IN ('ytd', 'single') AND revenue_10k_cny IS NOT NULL
    )
    SELECT
        n.enterprise_id, n.period, n.basis, n.tier, n.is_above_scale,
        n.revenue_10k_cny, n.prior_reported_10k_cny, n.growth_pct, h.growth_pct AS past_growth_pct
    FROM rated AS n
    LEFT JOIN rated AS h
        ON h.enterprise_id = n.enterprise_id AND h.basis = n.basis
        AND h.year * 4 + h.quarter BETWEEN n.year * 4 + n.quarter - 20 AND n.year * 4 + n.quarter - 1
