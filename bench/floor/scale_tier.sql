-- 手写的规模走势：四十期，按梯队，逐级包含；占比的分母是全体的合计。
WITH held AS (
    SELECT period, basis, tier, is_above_scale, count(revenue_10k_cny) AS firms, sum(revenue_10k_cny) AS revenue
    FROM fact
    GROUP BY ALL
),
total AS (SELECT period, basis, sum(revenue) AS total FROM held GROUP BY ALL)
SELECT
    h.period, h.basis, t.tier,
    CAST(sum(h.firms) AS BIGINT) AS enterprises, CAST(sum(h.revenue) AS DOUBLE) AS revenue_10k_cny,
    CAST(sum(h.revenue) AS DOUBLE) / CAST(any_value(total.total) AS DOUBLE) * 100 AS share_pct
FROM held h
JOIN total ON total.period = h.period AND total.basis = h.basis
LEFT JOIN tier own ON own.tier = h.tier
LEFT JOIN tier t
    ON t.floor_10k_cny IS NULL AND t.is_above_scale = h.is_above_scale OR own.floor_10k_cny >= t.floor_10k_cny
GROUP BY h.period, h.basis, t.tier
