-- 手写的集群强度：一期，地区 × 行业的规模占比、区位商、增速与领先，三颗星。
WITH cell AS (
    SELECT
        f.period, f.basis, e.region, e.industry,
        sum(CAST(f.revenue_10k_cny AS DOUBLE)) AS x,
        sum(CAST(f.revenue_10k_cny AS DOUBLE)) FILTER (f.prior_reported_10k_cny IS NOT NULL) AS now,
        sum(CAST(f.prior_reported_10k_cny AS DOUBLE)) FILTER (f.revenue_10k_cny IS NOT NULL) AS prior
    FROM fact f
    JOIN enterprise e ON e.enterprise_id = f.enterprise_id
    WHERE f.period = $period
    GROUP BY ALL
),
judged AS (
    SELECT
        period, basis, region, industry,
        x / sum(x) OVER (PARTITION BY basis, industry) * 100 AS size_pct,
        (x / sum(x) OVER (PARTITION BY basis, region))
            / (sum(x) OVER (PARTITION BY basis, industry) / sum(x) OVER (PARTITION BY basis)) AS location_quotient,
        (now / prior - 1) * 100 AS comparable_pct,
        (now / prior - sum(now) OVER (PARTITION BY basis) / sum(prior) OVER (PARTITION BY basis)) * 100 AS growth_lead_pp
    FROM cell
)
SELECT
    *,
    CAST(size_pct >= 10 AS INT) AS size_star, CAST(location_quotient >= 1.5 AS INT) AS specialization_star,
    CAST(growth_lead_pp > 0 AS INT) AS growth_star,
    CAST(size_pct >= 10 AS INT) + CAST(location_quotient >= 1.5 AS INT) + CAST(growth_lead_pp > 0 AS INT) AS stars
FROM judged
