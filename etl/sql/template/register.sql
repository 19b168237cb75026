-- 名录模板先填好的行：还在的企业，各栏照现在所载；称号连同有效期写成一格。
WITH worded AS (
    SELECT
        enterprise_id,
        dimension,
        CASE
            WHEN dimension <> 'title' OR (valid_from IS NULL AND valid_to IS NULL) THEN value
            WHEN valid_to IS NULL THEN value || '(' || strftime(valid_from, '%Y-%m') || '起)'
            ELSE value || '(' || coalesce(strftime(valid_from, '%Y-%m'), '') || '至' || strftime(valid_to, '%Y-%m') || ')'
        END AS word,
        rowid AS place
    FROM membership
),
joined AS (
    SELECT
        enterprise_id,
        string_agg(word, '、' ORDER BY place) FILTER (dimension = 'field') AS field,
        string_agg(word, '、' ORDER BY place) FILTER (dimension = 'cluster') AS cluster,
        string_agg(word, '、' ORDER BY place) FILTER (dimension = 'chain') AS chain,
        string_agg(word, '、' ORDER BY place) FILTER (dimension = 'stage') AS stage,
        string_agg(word, '、' ORDER BY place) FILTER (dimension = 'title') AS title
    FROM worded
    GROUP BY enterprise_id
)
SELECT e.* EXCLUDE (has_scale_status), j.field, j.cluster, j.chain, j.stage, j.title
FROM enterprise e
LEFT JOIN joined j ON j.enterprise_id = e.enterprise_id
WHERE e.left_on IS NULL AND ($subdistrict = '' OR e.subdistrict = $subdistrict)
ORDER BY e.subdistrict, e.enterprise_id
