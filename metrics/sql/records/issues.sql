-- 问题：某一份归档的，或（参数为空）全部在用归档的；参数两次都是归档号。
SELECT i.filing, f.file, f.period, i.sheet, i.cell, i.row, i.column, i.value, i.rule, i.severity, i.message
FROM issue AS i
INNER JOIN filing AS f ON f.filing = i.filing
WHERE i.filing = ? OR (? = '' AND f.is_active)
ORDER BY f.seq DESC, i.sheet NULLS FIRST, i.row NULLS FIRST, i.cell NULLS FIRST, i.rule
