-- 报得全不全、及时不及时：应报、已报、上年同期金额的已报部分、过了截止日才报来的、补录的。
-- 参数是四个季度的截止月日（前四个与后四个相同，四季度在次年）：晚于截止日为迟报，晚了整一年的是补录历史。
-- 最后一个参数是 1 就只看没报的与迟报的几行：只在一家一行时问得，先筛再加，不必把报齐的几十万家都加一遍。
SELECT
    period, basis, group_1, group_2, group_3, group_4,
    CAST(SUM(firms) AS BIGINT) AS expected,
    CAST(COALESCE(SUM(CASE WHEN is_filed THEN firms END), 0) AS BIGINT) AS filed,
    SUM(prior_10k_cny) AS prior_10k_cny,
    SUM(CASE WHEN is_filed THEN prior_10k_cny END) AS prior_filed_10k_cny,
    CAST(COALESCE(SUM(CASE WHEN is_late THEN firms END), 0) AS BIGINT) AS late,
    CAST(COALESCE(SUM(CASE WHEN is_backfilled THEN firms END), 0) AS BIGINT) AS backfilled
FROM (
    SELECT
        grouped.*,
        filed_on > CAST(CONCAT(
            CAST(CASE WHEN quarter = 4 THEN year + 1 ELSE year END AS STRING), '-',
            CASE quarter WHEN 1 THEN ? WHEN 2 THEN ? WHEN 3 THEN ? ELSE ? END
        ) AS DATE) AS is_late,
        filed_on > CAST(CONCAT(
            CAST(CASE WHEN quarter = 4 THEN year + 2 ELSE year + 1 END AS STRING), '-',
            CASE quarter WHEN 1 THEN ? WHEN 2 THEN ? WHEN 3 THEN ? ELSE ? END
        ) AS DATE) AS is_backfilled
    FROM grouped
) AS judged
WHERE CAST(? AS INT) = 0 OR NOT is_filed OR is_late
GROUP BY period, basis, group_1, group_2, group_3, group_4
