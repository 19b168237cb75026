-- 名单里的各项，按名单自己的次序；参数两次都是维度，空为全部。
SELECT dimension, value, label, sort, colour, class, scope, taxonomy, "use"
FROM grouping
WHERE dimension = ? OR ? = ''
ORDER BY dimension, taxonomy, sort NULLS LAST, value
