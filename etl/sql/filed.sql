-- 每家企业每期报过的每一个数；同一期以最后收到的为准。
CREATE TABLE filed_version AS
WITH place AS (
    SELECT
        f.filing,
        f.seq,
        s.sheet,
        max(s.letter) FILTER (s.field = 'revenue_10k_cny') AS now_letter,
        max(s.letter) FILTER (s.field = 'prior_reported_10k_cny') AS then_letter,
        max(s.header) FILTER (s.field = 'revenue_10k_cny') AS header,
        max(s.unit) FILTER (s.field = 'revenue_10k_cny') AS unit
    FROM filing f
    JOIN sheet_column s ON s.filing = f.filing
    GROUP BY f.filing, f.seq, s.sheet
),
latest AS (
    SELECT r.enterprise_id, r.period, max(f.seq) AS seq
    FROM revenue_row r
    JOIN filing f ON f.filing = r.filing
    GROUP BY r.enterprise_id, r.period
)
SELECT
    r.enterprise_id,
    r.period,
    CAST(left(r.period, 4) AS INTEGER) AS year,
    CAST(right(r.period, 1) AS INTEGER) AS quarter,
    r.revenue_10k_cny,
    r.prior_reported_10k_cny,
    r.filing,
    r.sheet,
    r."row",
    p.now_letter || r."row" AS revenue_cell,
    CASE WHEN r.prior_reported_10k_cny IS NOT NULL THEN p.then_letter || r."row" END AS prior_cell,
    p.header AS revenue_header,
    p.unit,
    p.seq,
    p.seq = l.seq AS is_current
FROM revenue_row r
JOIN place p ON p.filing = r.filing AND p.sheet = r.sheet
JOIN latest l ON l.enterprise_id = r.enterprise_id AND l.period = r.period;

CREATE VIEW filed AS
SELECT * EXCLUDE (seq, is_current) FROM filed_version WHERE is_current;
