-- 公布数：同一指标、地区、产业、报告期、期别，以最后收到的为准。
CREATE TABLE published AS
SELECT
    r.indicator,
    r.region,
    r."grouping",
    r.period,
    r.basis,
    r.value,
    r.unit,
    r.growth_published_pct,
    r.operator,
    r.status,
    r.footnote,
    r.source,
    r.filing,
    r.sheet,
    r."row",
    c.letter || r."row" AS cell
FROM indicator_row r
JOIN filing f ON f.filing = r.filing
LEFT JOIN sheet_column c ON c.filing = r.filing AND c.sheet = r.sheet AND c.field = 'value'
QUALIFY row_number() OVER (
    PARTITION BY r.indicator, r.region, r."grouping", r.period, r.basis ORDER BY f.seq DESC
) = 1
ORDER BY r.indicator, r.region, r."grouping", r.period, r.basis;
