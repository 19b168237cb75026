-- 称号：期末几家在有效期内、几家已过期、几家没写有效期；参数是期末日。
SELECT
    value AS title,
    COUNT(CASE WHEN valid_to >= asked.day AND COALESCE(valid_from <= asked.day, TRUE) THEN 1 END) AS valid,
    COUNT(CASE WHEN valid_to IS NULL AND COALESCE(valid_from <= asked.day, TRUE) THEN 1 END) AS unstated,
    COUNT(CASE WHEN valid_to < asked.day THEN 1 END) AS expired,
    COUNT(CASE WHEN valid_to >= asked.day AND valid_to < asked.day + INTERVAL 6 MONTH THEN 1 END) AS expiring
FROM membership AS m
CROSS JOIN (SELECT CAST(? AS DATE) AS day) AS asked
INNER JOIN enterprise AS e ON e.enterprise_id = m.enterprise_id
WHERE m.dimension = 'title' AND COALESCE(e.left_on > asked.day, TRUE)
GROUP BY value
ORDER BY valid DESC NULLS LAST, value
