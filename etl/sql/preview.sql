-- 收下之后，哪些企业新报来、哪些数会变、哪些企业这次没有来。行在 given（要收的）与 filed_row（账上的），先后看 seq。
CREATE TEMP TABLE given_last AS
SELECT * FROM given QUALIFY row_number() OVER (PARTITION BY enterprise_id, period ORDER BY seq DESC) = 1;

-- 这批里两份文件报了同一家同一期的不同数
CREATE TEMP TABLE doubled AS
SELECT
    g.period,
    g.enterprise_id,
    g.enterprise,
    e.file AS file,
    e.revenue_10k_cny AS revenue_10k_cny,
    g.file AS later_file,
    g.revenue_10k_cny AS later_10k_cny
FROM given_last g
JOIN given e ON e.enterprise_id = g.enterprise_id AND e.period = g.period
WHERE e.revenue_10k_cny <> g.revenue_10k_cny;

CREATE TEMP TABLE filed_last AS
SELECT * FROM filed_row QUALIFY row_number() OVER (PARTITION BY enterprise_id, period ORDER BY seq DESC) = 1;

-- 要收的每一期，和它前面四期：一年里报过一次的，就不算新来
CREATE TEMP TABLE earlier AS
WITH asked AS (
    SELECT DISTINCT
        period,
        CAST(left(period, 4) AS INTEGER) * 4 + CAST(right(period, 1) AS INTEGER) - 1 AS number
    FROM given_last
)
SELECT
    a.period,
    b.back,
    ((a.number - b.back) // 4) || 'Q' || ((a.number - b.back) % 4 + 1) AS before
FROM asked a
CROSS JOIN (VALUES (1), (2), (3), (4)) AS b(back);

CREATE TEMP TABLE place AS
SELECT enterprise_id, enterprise, subdistrict
FROM register_row
QUALIFY row_number() OVER (PARTITION BY enterprise_id ORDER BY seq DESC) = 1;

CREATE TEMP TABLE reported AS
SELECT g.*
FROM given_last g
ANTI JOIN filed_last f ON f.enterprise_id = g.enterprise_id AND f.period = g.period;

CREATE TEMP TABLE new_firm AS
SELECT r.*
FROM reported r
ANTI JOIN (
    SELECT f.enterprise_id, e.period
    FROM filed_last f
    JOIN earlier e ON e.before = f.period
) k ON k.enterprise_id = r.enterprise_id AND k.period = r.period;

-- 上一期报过的企业，这一期账上和这批里都没有；只看报来一半以上、这批里有新报来的街道，别的街道只是还没交
CREATE TEMP TABLE vanished AS
WITH expected AS (
    SELECT
        e.period,
        f.enterprise_id,
        coalesce(f.enterprise, p.enterprise) AS enterprise,
        coalesce(f.subdistrict, p.subdistrict, '') AS subdistrict,
        f.revenue_10k_cny,
        EXISTS (
            SELECT 1 FROM given_last g WHERE g.enterprise_id = f.enterprise_id AND g.period = e.period
        ) AS is_given,
        EXISTS (
            SELECT 1 FROM filed_last n WHERE n.enterprise_id = f.enterprise_id AND n.period = e.period
        ) AS is_filed
    FROM filed_last f
    JOIN earlier e ON e.before = f.period AND e.back = 1
    LEFT JOIN place p ON p.enterprise_id = f.enterprise_id
),
covered AS (
    SELECT period, subdistrict
    FROM expected
    GROUP BY period, subdistrict
    HAVING 2 * count_if(is_given OR is_filed) >= count(*) AND count_if(is_given AND NOT is_filed) > 0
)
SELECT x.*
FROM expected x
JOIN covered c ON c.period = x.period AND c.subdistrict = x.subdistrict
WHERE NOT x.is_given AND NOT x.is_filed;

-- 账上已有、一个数也不改的
CREATE TEMP TABLE already AS
SELECT g.*
FROM given_last g
SEMI JOIN filed_last f ON f.enterprise_id = g.enterprise_id AND f.period = g.period
ANTI JOIN changed c ON c.enterprise_id = g.enterprise_id AND c.period = g.period;
