-- 企业所属的集群、领域、产业链、环节、称号，按名单自己的次序。
SELECT m.enterprise_id, m.dimension, m.value
FROM membership AS m
LEFT JOIN (
    SELECT dimension, value, MIN(sort) AS sort FROM grouping GROUP BY dimension, value
) AS g ON g.dimension = m.dimension AND g.value = m.value
ORDER BY m.enterprise_id, m.dimension, g.sort NULLS LAST, m.value
