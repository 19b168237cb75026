-- 每家企业现在的名称、街道和集群。
SELECT e.enterprise_id, e.enterprise, e.subdistrict, list(m.value) FILTER (m.value IS NOT NULL) AS clusters
FROM enterprise e
LEFT JOIN membership m ON m.enterprise_id = e.enterprise_id AND m.dimension = 'cluster'
GROUP BY ALL
