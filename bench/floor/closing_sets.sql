-- 手写的补足目标：规划里的三个家数目标，一期（年内）现有几家、还差几家；这本账上三个都已够，没有要补的企业。
WITH scoped AS (
    SELECT enterprise_id FROM enterprise e
    WHERE EXISTS (
        FROM membership m
        WHERE m.enterprise_id = e.enterprise_id AND m.dimension = 'field'
            AND m.value IN ('软件和信息技术服务', '数字创意', '信息技术应用创新', '人工智能', '区块链', '工业互联网')
    )
),
held AS (
    SELECT count(*) FILTER (revenue_10k_cny >= 100000) AS over_1b, count(*) FILTER (revenue_10k_cny >= 10000) AS over_100m
    FROM fact
    JOIN scoped USING (enterprise_id)
    WHERE period = $period AND basis = 'rolling4'
),
day AS (SELECT last_day(make_date(CAST(left($period, 4) AS INT), CAST(right($period, 1) AS INT) * 3, 1)) AS ends_on),
above AS (
    SELECT count(*) AS above_scale
    FROM enterprise e
    JOIN scoped USING (enterprise_id)
    JOIN day ON e.above_scale_from <= day.ends_on AND (e.above_scale_to IS NULL OR e.above_scale_to > day.ends_on)
),
target AS (
    SELECT '000-030' AS target, over_1b AS value, 5 AS goal, 6 AS mark FROM held
    UNION ALL SELECT '000-031', over_100m, 20, 21 FROM held
    UNION ALL SELECT '000-032', above_scale, 200, 200 FROM above
)
SELECT target, value, goal, greatest(mark - value, 0) AS missing, CASE WHEN value >= mark THEN '已达到目标' ELSE '' END AS reason
FROM target
