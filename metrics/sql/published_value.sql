-- 公布的指标值：指定指标、地区、期别，不晚于某期的各期，近的在前。
SELECT period, value, unit, operator, status, footnote, source
FROM published
WHERE indicator = ? AND region = ? AND basis = ? AND period <= ?
ORDER BY period DESC NULLS LAST
