-- 手写的结构相近：一期，每个街道行业结构最像的三个。
WITH cell AS (
    SELECT f.period, f.basis, e.subdistrict, e.industry, sum(CAST(f.revenue_10k_cny AS DOUBLE)) AS x
    FROM fact f
    JOIN enterprise e ON e.enterprise_id = f.enterprise_id
    WHERE f.period = $period
    GROUP BY ALL
),
share AS (SELECT *, x / sum(x) OVER (PARTITION BY basis, subdistrict) AS s FROM cell WHERE x > 0)
SELECT
    a.period, a.basis, a.subdistrict, b.subdistrict AS peer, sum(least(a.s, b.s)) * 100 AS similarity_pct
FROM share a
JOIN share b ON b.basis = a.basis AND b.industry = a.industry AND b.subdistrict <> a.subdistrict
GROUP BY a.period, a.basis, a.subdistrict, b.subdistrict
QUALIFY row_number() OVER (PARTITION BY a.basis, a.subdistrict ORDER BY similarity_pct DESC) <= 3
