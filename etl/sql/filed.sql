-- 每家企业每期报过的每一个数；同一期以最后收到的为准。单元格的地址由列名和行号现拼，不为每一行存一遍。
CREATE TABLE filed_line AS
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
-- 只有报过不止一次的，才要问哪一次在后。
latest AS (
    SELECT r.enterprise_id, r.period, max(f.seq) AS seq
    FROM revenue_row r
    JOIN filing f ON f.filing = r.filing
    GROUP BY r.enterprise_id, r.period
    HAVING count(*) > 1
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
    p.now_letter,
    p.then_letter,
    p.header AS revenue_header,
    p.unit,
    p.seq,
    coalesce(p.seq = l.seq, true) AS is_current
FROM revenue_row r
JOIN place p ON p.filing = r.filing AND p.sheet = r.sheet
LEFT JOIN latest l ON l.enterprise_id = r.enterprise_id AND l.period = r.period;

CREATE VIEW filed_version AS
SELECT
    * EXCLUDE (now_letter, then_letter),
    now_letter || "row" AS revenue_cell,
    CASE WHEN prior_reported_10k_cny IS NOT NULL THEN then_letter || "row" END AS prior_cell
FROM filed_line;

CREATE VIEW filed AS
SELECT * EXCLUDE (seq, is_current) FROM filed_version WHERE is_current;
