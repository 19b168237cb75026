-- 手写的区位商：一期，地区 × 行业。
WITH cell AS (
    SELECT f.period, f.basis, e.region, e.industry, sum(CAST(f.revenue_10k_cny AS DOUBLE)) AS x
    FROM fact f
    JOIN enterprise e ON e.enterprise_id = f.enterprise_id
    WHERE f.period = $period
    GROUP BY ALL
)
SELECT
    period, basis, region, industry,
    (x / sum(x) OVER (PARTITION BY basis, region))
        / (sum(x) OVER (PARTITION BY basis, industry) / sum(x) OVER (PARTITION BY basis)) AS location_quotient
FROM cell
