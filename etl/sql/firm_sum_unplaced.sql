-- 名录里没有一家写过的维度：全部企业都在“未归类”一组。
SELECT missing.dimension, NULL AS value, every.* EXCLUDE (dimension, value)
FROM (SELECT unnest(CAST($dimensions AS VARCHAR[])) AS dimension) missing
JOIN {table} every ON every.dimension = '';
