-- 企业一览：名录所载，加某一期的累计、近四季度、上年同期、规上与梯队；参数依次是那一期（两次）与它的末日（两次）。
WITH now_ytd AS (
    SELECT enterprise_id, revenue_10k_cny, prior_reported_10k_cny, tier
    FROM fact
    WHERE basis = 'ytd' AND period = ?
),
now_rolling4 AS (
    SELECT enterprise_id, revenue_10k_cny
    FROM fact
    WHERE basis = 'rolling4' AND period = ?
),
last_filed AS (
    SELECT enterprise_id, MAX(period) AS last_period
    FROM filed
    WHERE revenue_10k_cny IS NOT NULL
    GROUP BY enterprise_id
)
SELECT
    e.enterprise_id, e.enterprise, e.industry, e.region, e.subdistrict, e.carrier, e.address,
    e.above_scale_from, e.above_scale_to, e.founded, e.left_on,
    y.revenue_10k_cny AS revenue_ytd_10k_cny,
    y.prior_reported_10k_cny,
    r.revenue_10k_cny AS revenue_rolling4_10k_cny,
    CASE
        WHEN e.has_scale_status
            THEN COALESCE(e.above_scale_from <= CAST(? AS DATE), FALSE)
                AND COALESCE(e.above_scale_to > CAST(? AS DATE), TRUE)
    END AS is_above_scale,
    y.tier,
    y.revenue_10k_cny IS NOT NULL AS is_filed,
    f.last_period,
    e.filing, e.sheet, e.row
FROM enterprise AS e
LEFT JOIN now_ytd AS y ON y.enterprise_id = e.enterprise_id
LEFT JOIN now_rolling4 AS r ON r.enterprise_id = e.enterprise_id
LEFT JOIN last_filed AS f ON f.enterprise_id = e.enterprise_id
ORDER BY y.revenue_10k_cny DESC NULLS LAST, e.enterprise_id
