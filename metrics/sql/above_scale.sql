-- 期末规上家数：纳统不晚于期末，且未在期末前退统；两个参数都是期末日。
SELECT
    period, basis, group_1, group_2, group_3, group_4,
    COUNT(CASE WHEN has_scale_status THEN 1 END) AS firms_with_status,
    COUNT(CASE WHEN above_scale_from <= ? AND (above_scale_to IS NULL OR above_scale_to > ?) THEN 1 END) AS above_scale
FROM grouped
GROUP BY period, basis, group_1, group_2, group_3, group_4
