-- 有报表的各期：起讫的两个期末日，与上一期（库里没有就空）。
CREATE TABLE period_end AS
WITH seen AS (
    SELECT DISTINCT period, year, quarter, last_day(make_date(year, quarter * 3, 1)) AS ends_on FROM filed
),
placed AS (
    SELECT
        *,
        CASE quarter WHEN 1 THEN make_date(year - 1, 12, 31) ELSE last_day(make_date(year, quarter * 3 - 3, 1)) END
            AS began_on
    FROM seen
)
SELECT p.*, b.period AS period_before
FROM placed p
LEFT JOIN seen b ON b.ends_on = p.began_on
ORDER BY p.period;
