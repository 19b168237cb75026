-- 企业属于哪些集群、领域、产业链、环节、称号，各一行。
SELECT enterprise_id, dimension, value, valid_from, valid_to
FROM membership
ORDER BY enterprise_id NULLS LAST, dimension NULLS LAST, value NULLS LAST
