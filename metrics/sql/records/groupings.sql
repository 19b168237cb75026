-- 名单里的各项，按名单自己的次序；参数两次都是维度，空为全部。
SELECT
    g.dimension, g.value, g.label, g.sort, g.colour, g.class, g.scope, g.taxonomy, g.use
FROM grouping AS g
WHERE g.dimension = ? OR ? = ''
ORDER BY g.dimension, g.taxonomy, g.sort NULLS LAST, g.value
