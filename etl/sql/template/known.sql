-- 账上已有的写法，给模板的下拉名单用：栏目，值。发给一个街道的，企业只列这个街道的。
SELECT name, value
FROM (
    SELECT DISTINCT 'subdistrict' AS name, subdistrict AS value FROM enterprise
    UNION ALL
    SELECT DISTINCT 'enterprise', enterprise
    FROM enterprise
    WHERE left_on IS NULL AND ($subdistrict = '' OR subdistrict = $subdistrict)
    UNION ALL SELECT DISTINCT 'industry', industry FROM enterprise
    UNION ALL SELECT DISTINCT 'region', region FROM (SELECT region FROM enterprise UNION SELECT region FROM published)
    UNION ALL SELECT DISTINCT 'grouping', "grouping" FROM published
    UNION ALL SELECT DISTINCT 'indicator', indicator FROM published
    UNION ALL SELECT DISTINCT 'unit', unit FROM published
)
WHERE value IS NOT NULL
ORDER BY name, value
