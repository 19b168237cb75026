-- 名录里没有一家写过的维度：全部企业都在“未归类”一组，就是全部企业的合计。
INSERT INTO group_sum
SELECT missing.dimension, NULL AS value, every.* EXCLUDE (dimension, value)
FROM (SELECT unnest(CAST($dimensions AS VARCHAR[])) AS dimension) missing
JOIN group_sum every ON every.dimension = '';
