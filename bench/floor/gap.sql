-- 手写的目标差距：一期（年内），规划里由企业数据算得出的八个目标，连同谁没有算进去；公布数与定性的目标这本账上没有数。
WITH day AS (SELECT last_day(make_date(CAST(left($period, 4) AS INT), CAST(right($period, 1) AS INT) * 3, 1)) AS ends_on),
part AS (
    SELECT * FROM (VALUES
        ('信息', 'field', ['软件和信息技术服务', '数字创意', '信息技术应用创新', '人工智能', '区块链', '工业互联网']),
        ('集群', 'cluster', ['软件和信息技术服务', '数字创意', '信创']),
        ('两大', 'chain', ['现代医药', '电子信息']),
        ('未来', 'chain', ['脑机接口', '智能机器人', '生成式人工智能']),
        ('五条', 'chain', ['现代医药', '电子信息', '脑机接口', '智能机器人', '生成式人工智能'])
    ) v(part, dimension, words)
),
scoped AS (
    SELECT DISTINCT p.part, m.enterprise_id
    FROM part p
    JOIN membership m ON m.dimension = p.dimension AND list_contains(p.words, m.value)
),
held AS (
    SELECT
        s.part,
        CAST(sum(revenue_10k_cny) FILTER (basis = 'rolling4') AS DOUBLE) / 10000 AS revenue,
        CAST(sum(revenue_10k_cny) FILTER (basis = 'rolling4' AND is_above_scale) AS DOUBLE) / 10000 AS above_revenue,
        count(*) FILTER (basis = 'rolling4' AND revenue_10k_cny >= 100000) AS over_1b,
        count(*) FILTER (basis = 'rolling4' AND revenue_10k_cny >= 10000) AS over_100m,
        count(revenue_10k_cny) FILTER (basis = 'ytd') - count(revenue_10k_cny) FILTER (basis = 'rolling4') AS young,
        count(revenue_10k_cny) FILTER (basis = 'ytd' AND is_above_scale)
            - count(revenue_10k_cny) FILTER (basis = 'rolling4' AND is_above_scale) AS above_young
    FROM fact f
    JOIN scoped s ON s.enterprise_id = f.enterprise_id
    WHERE f.period = $period AND f.basis IN ('ytd', 'rolling4')
    GROUP BY s.part
),
grouped AS (
    SELECT m.value, sum(f.revenue_10k_cny) AS revenue
    FROM fact f
    JOIN membership m ON m.enterprise_id = f.enterprise_id AND m.dimension = 'cluster'
    WHERE f.period = $period AND f.basis = 'rolling4' AND f.is_above_scale
        AND m.value IN ('软件和信息技术服务', '数字创意', '信创')
    GROUP BY m.value
),
register AS (
    SELECT s.part, count(*) AS above_scale, count(*) - count(f.revenue_10k_cny) AS missing
    FROM enterprise e
    JOIN day ON e.above_scale_from <= day.ends_on AND (e.above_scale_to IS NULL OR e.above_scale_to > day.ends_on)
    JOIN scoped s ON s.enterprise_id = e.enterprise_id
    LEFT JOIN filed f ON f.enterprise_id = e.enterprise_id AND f.period = $period
    GROUP BY s.part
),
target AS (
    SELECT '000-029' AS target, part, above_revenue AS value, above_young AS young FROM held WHERE part = '信息'
    UNION ALL SELECT '000-030', part, over_1b, young FROM held WHERE part = '信息'
    UNION ALL SELECT '000-031', part, over_100m, young FROM held WHERE part = '信息'
    UNION ALL SELECT '000-032', part, above_scale, NULL FROM register WHERE part = '信息'
    UNION ALL
    SELECT '000-033', part, (SELECT count(*) FROM grouped WHERE revenue >= 500000), above_young FROM held WHERE part = '集群'
    UNION ALL SELECT '002-021', part, revenue, young FROM held WHERE part = '两大'
    UNION ALL SELECT '002-022', part, revenue, young FROM held WHERE part = '未来'
    UNION ALL SELECT '002-023', part, revenue, young FROM held WHERE part = '五条'
)
SELECT
    t.target, t.value,
    concat_ws(
        '；',
        CASE WHEN r.missing > 0 AND t.young IS NOT NULL THEN format('本期尚缺{}家未报，未计入', r.missing) END,
        CASE WHEN t.young > 0 THEN format('{}家近四个季度的数不全，未计入', t.young) END
    ) AS value_note
FROM target t
LEFT JOIN register r ON r.part = t.part
