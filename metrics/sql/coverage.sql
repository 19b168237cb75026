-- 填报覆盖：应报几家，报了几家。
SELECT
    period, basis, group_1, group_2, group_3, group_4,
    COUNT(enterprise_id) AS expected,
    COUNT(is_filed) AS filed
FROM grouped
GROUP BY period, basis, group_1, group_2, group_3, group_4
