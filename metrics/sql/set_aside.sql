-- 各报告期在用的营收报表：送来几行，几行因错搁置（合计行、附注行、没填数的行不算错）。
WITH mistaken AS (
    SELECT filing, COUNT(DISTINCT CONCAT(sheet, '!', CAST(issue.row AS STRING))) AS rows_mistaken
    FROM issue
    WHERE severity = 'error'
    GROUP BY filing
)
SELECT g.period, SUM(g.rows_in) AS rows_in, SUM(COALESCE(m.rows_mistaken, 0)) AS rows_mistaken
FROM filing AS g
LEFT JOIN mistaken AS m ON m.filing = g.filing
WHERE g.kind = 'load' AND g.is_active AND g.record = 'revenue' AND g.period IS NOT NULL
GROUP BY g.period
