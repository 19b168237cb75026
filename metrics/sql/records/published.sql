-- 公布数，全年、累计、时点各自一行。
SELECT
    indicator, region, grouping, period, basis, value, unit, growth_published_pct,
    operator, status, footnote, source, filing, sheet, "row", cell
FROM published
ORDER BY indicator, region, grouping NULLS FIRST, period, basis
