-- 数背后的归档：每份归档给这一范围报了几家。
SELECT
    s.period, s.basis, '' AS group_1, '' AS group_2, '' AS group_3, '' AS group_4,
    f.filing, MAX(f.file) AS file, MAX(f.source) AS source, MAX(f.accepted_at) AS accepted_at,
    COUNT(DISTINCT s.enterprise_id) AS enterprises
FROM scoped AS s
INNER JOIN filing AS f ON f.filing = s.filing
GROUP BY s.period, s.basis, f.filing
