-- 公布的指标值，各地区、各期、各期别；参数是期限（空串不限）。
SELECT
    indicator, region, grouping, period, basis, value, unit,
    growth_published_pct, operator, status, footnote, source
FROM published
WHERE ? = '' OR period <= ?
ORDER BY region NULLS LAST, indicator NULLS LAST, grouping NULLS FIRST, basis NULLS LAST, period NULLS LAST
