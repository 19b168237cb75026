-- 手写的预测所据：四十期，全区与三个在期目标的单季合计、本期累计，连同本期按上年同期金额报了多少。
WITH day AS (SELECT last_day(make_date(CAST(left($period, 4) AS INT), CAST(right($period, 1) AS INT) * 3, 1)) AS ends_on),
part AS (
    SELECT * FROM (VALUES
        ('000-029', 'field', ['软件和信息技术服务', '数字创意', '信息技术应用创新', '人工智能', '区块链', '工业互联网']),
        ('002-021', 'chain', ['现代医药', '电子信息']),
        ('002-022', 'chain', ['脑机接口', '智能机器人', '生成式人工智能'])
    ) v(target, dimension, words)
),
scoped AS (
    SELECT '' AS target, enterprise_id FROM enterprise
    UNION ALL
    SELECT DISTINCT p.target, m.enterprise_id
    FROM part p
    JOIN membership m ON m.dimension = p.dimension AND list_contains(p.words, m.value)
),
summed AS (
    SELECT
        s.target, f.period, f.basis,
        CAST(sum(f.revenue_10k_cny) FILTER (s.target <> '000-029' OR f.is_above_scale) AS DOUBLE) AS revenue
    FROM fact f
    JOIN scoped s ON s.enterprise_id = f.enterprise_id
    WHERE f.basis = 'single' AND f.period <= $period OR f.basis = 'ytd' AND f.period = $period
    GROUP BY s.target, f.period, f.basis
),
covered AS (
    SELECT
        s.target,
        CAST(sum(p.revenue_10k_cny) FILTER (f.revenue_10k_cny IS NOT NULL) AS DOUBLE)
            / CAST(sum(p.revenue_10k_cny) AS DOUBLE) AS coverage
    FROM enterprise e
    JOIN day ON e.above_scale_from <= day.ends_on AND (e.above_scale_to IS NULL OR e.above_scale_to > day.ends_on)
    JOIN scoped s ON s.enterprise_id = e.enterprise_id
    LEFT JOIN filed f ON f.enterprise_id = e.enterprise_id AND f.period = $period
    LEFT JOIN filed p
        ON p.enterprise_id = e.enterprise_id
        AND p.period = CAST(CAST(left($period, 4) AS INT) - 1 AS VARCHAR) || right($period, 2)
    GROUP BY s.target
)
SELECT target, period, basis, revenue, coverage
FROM summed
JOIN covered USING (target)
ORDER BY target, period
