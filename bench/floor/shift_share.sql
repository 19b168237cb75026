-- 手写的偏离份额：一期，按集群（各集群按行业算完相加），连同往前四年逐年相加的动态分量。
-- 金额按十进制加总：各分量是几百亿相减剩下的几万，双精度逐家相加，次序一变，第九位就不同。
WITH known AS (
    SELECT f.year, f.period, f.basis, f.enterprise_id, e.industry,
        f.revenue_10k_cny AS now, f.prior_reported_10k_cny AS base
    FROM fact f
    JOIN enterprise e ON e.enterprise_id = f.enterprise_id
    WHERE f.quarter = CAST(right($period, 1) AS INT)
        AND f.year BETWEEN CAST(left($period, 4) AS INT) - 4 AND CAST(left($period, 4) AS INT)
        AND f.revenue_10k_cny IS NOT NULL AND f.prior_reported_10k_cny IS NOT NULL
),
own AS (
    SELECT period, basis, industry, CAST(sum(now) AS DOUBLE) / CAST(sum(base) AS DOUBLE) AS growth
    FROM known GROUP BY ALL
),
whole AS (
    SELECT period, basis, CAST(sum(now) AS DOUBLE) / CAST(sum(base) AS DOUBLE) AS growth FROM known GROUP BY ALL
),
cell AS (
    SELECT
        k.period, k.basis, m.value AS cluster, k.industry,
        CAST(sum(k.now) AS DOUBLE) AS now, CAST(sum(k.base) AS DOUBLE) AS base
    FROM known k
    LEFT JOIN membership m ON m.enterprise_id = k.enterprise_id AND m.dimension = 'cluster'
    GROUP BY ALL
),
part AS (
    SELECT
        c.period, c.basis, c.cluster,
        sum(c.base * (w.growth - 1)) AS national, sum(c.base * (o.growth - w.growth)) AS mix,
        sum(c.now - c.base * o.growth) AS regional
    FROM cell c
    JOIN own o ON o.period = c.period AND o.basis = c.basis AND o.industry = c.industry
    JOIN whole w ON w.period = c.period AND w.basis = c.basis
    GROUP BY ALL
)
SELECT
    $period AS period, basis, cluster,
    sum(national) FILTER (period = $period) AS national_10k_cny,
    sum(mix) FILTER (period = $period) AS mix_10k_cny,
    sum(regional) FILTER (period = $period) AS regional_10k_cny,
    sum(national) AS dynamic_national_10k_cny,
    sum(mix) AS dynamic_mix_10k_cny,
    sum(regional) AS dynamic_regional_10k_cny
FROM part
GROUP BY basis, cluster
