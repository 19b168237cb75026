-- 归档一览，新的在前；每份带着问题数。
SELECT
    f.filing, f.seq, f.kind, f.undoes, f.is_active, f.source, f.record, f.period, f.file, f.sha256,
    f.accepted_at, f.accepted_by, f.rows_in, f.rows_kept, f.rows_set_aside, f.is_demo,
    COUNT(CASE WHEN i.severity = 'error' THEN 1 END) AS errors,
    COUNT(CASE WHEN i.severity = 'warning' THEN 1 END) AS warnings,
    COUNT(CASE WHEN i.severity = 'note' THEN 1 END) AS notes
FROM filing AS f
LEFT JOIN issue AS i ON i.filing = f.filing
GROUP BY
    f.filing, f.seq, f.kind, f.undoes, f.is_active, f.source, f.record, f.period, f.file, f.sha256,
    f.accepted_at, f.accepted_by, f.rows_in, f.rows_kept, f.rows_set_aside, f.is_demo
ORDER BY f.seq DESC
