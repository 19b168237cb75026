-- 指标模板先填好的行：上年同期公布过的指标，数值空着，去年的数作批注。
SELECT indicator, region, "grouping", basis, unit, value AS value_a_year_ago
FROM published
WHERE period = $before
ORDER BY region, indicator, "grouping"
