-- 公布数，全年、累计、时点各自一行。
SELECT
    p.indicator, p.region, p.grouping, p.period, p.basis, p.value, p.unit, p.growth_published_pct,
    p.operator, p.status, p.footnote, p.source, p.filing, p.sheet, p.row, p.cell
FROM published AS p
ORDER BY p.indicator, p.region, p.grouping NULLS FIRST, p.period, p.basis
