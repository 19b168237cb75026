-- 填报覆盖：应报几家，报了几家。
SELECT
    period, basis, group_1, group_2, group_3, group_4,
    CAST(SUM(firms) AS BIGINT) AS expected,
    CAST(COALESCE(SUM(CASE WHEN is_filed THEN firms END), 0) AS BIGINT) AS filed
FROM grouped
GROUP BY period, basis, group_1, group_2, group_3, group_4
