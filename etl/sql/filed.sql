-- 每家企业每期报过的每一个数；同一期以最后收到的为准。
CREATE TABLE filed_version AS
WITH placed AS (
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
        f.seq
    FROM revenue_row r
    JOIN filing f ON f.filing = r.filing
)
SELECT
    p.enterprise_id,
    p.period,
    p.year,
    p.quarter,
    p.revenue_10k_cny,
    p.prior_reported_10k_cny,
    p.filing,
    p.sheet,
    p."row",
    now_in.letter || p."row" AS revenue_cell,
    CASE WHEN p.prior_reported_10k_cny IS NOT NULL THEN then_in.letter || p."row" END AS prior_cell,
    now_in.header AS revenue_header,
    now_in.unit AS unit,
    p.seq,
    row_number() OVER (PARTITION BY p.enterprise_id, p.period ORDER BY p.seq DESC) = 1 AS is_current
FROM placed p
LEFT JOIN sheet_column now_in
    ON now_in.filing = p.filing AND now_in.sheet = p.sheet AND now_in.field = 'revenue_10k_cny'
LEFT JOIN sheet_column then_in
    ON then_in.filing = p.filing AND then_in.sheet = p.sheet AND then_in.field = 'prior_reported_10k_cny';

CREATE TABLE filed AS
SELECT * EXCLUDE (seq, is_current) FROM filed_version WHERE is_current;
