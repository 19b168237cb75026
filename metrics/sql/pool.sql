-- 培育库：期初几家、新入库、毕业（纳统）、出库、去留未知、期末几家；全区（不限库内）纳统、退统各几家。
SELECT
    period, basis, group_1, group_2, group_3, group_4, MAX(period_before) AS from_period,
    CAST(COALESCE(SUM(CASE WHEN is_above_scale IS NOT NULL THEN firms END), 0) AS BIGINT) AS with_status,
    CAST(COALESCE(SUM(CASE WHEN was_in THEN firms END), 0) AS BIGINT) AS opening,
    CAST(COALESCE(SUM(CASE WHEN is_in AND NOT COALESCE(was_in, FALSE) THEN firms END), 0) AS BIGINT) AS entered,
    CAST(COALESCE(SUM(CASE WHEN was_in AND is_above_scale THEN firms END), 0) AS BIGINT) AS graduated,
    CAST(COALESCE(SUM(CASE WHEN was_in AND NOT is_in AND NOT is_above_scale THEN firms END), 0) AS BIGINT) AS dropped,
    CAST(COALESCE(SUM(CASE WHEN was_in AND is_in IS NULL THEN firms END), 0) AS BIGINT) AS pending,
    CAST(COALESCE(SUM(CASE WHEN is_in THEN firms END), 0) AS BIGINT) AS closing,
    CAST(COALESCE(SUM(CASE WHEN is_above_scale AND NOT was_above_scale THEN firms END), 0) AS BIGINT) AS above_scale_entries,
    CAST(COALESCE(SUM(CASE WHEN was_above_scale AND NOT is_above_scale THEN firms END), 0) AS BIGINT) AS above_scale_exits
FROM grouped
GROUP BY period, basis, group_1, group_2, group_3, group_4
