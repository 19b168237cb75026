-- 企业：每一项以最后一份写了这一列的名录为准（写了而空着，就是现在没有）；名录里没有的企业，照报表上写的。
CREATE TABLE enterprise AS
WITH stated AS (
    SELECT r.*, f.seq, c.fields
    FROM register_row r
    JOIN filing f ON f.filing = r.filing
    JOIN (SELECT filing, sheet, list(field) AS fields FROM sheet_column GROUP BY filing, sheet) c
        ON c.filing = r.filing AND c.sheet = r.sheet
),
registered AS (
    SELECT
        enterprise_id,
        arg_max(enterprise, seq) AS enterprise,
        (arg_max({'v': industry}, seq) FILTER (list_contains(fields, 'industry'))).v AS industry,
        (arg_max({'v': region}, seq) FILTER (list_contains(fields, 'region'))).v AS region,
        (arg_max({'v': subdistrict}, seq) FILTER (list_contains(fields, 'subdistrict'))).v AS subdistrict,
        (arg_max({'v': carrier}, seq) FILTER (list_contains(fields, 'carrier'))).v AS carrier,
        (arg_max({'v': address}, seq) FILTER (list_contains(fields, 'address'))).v AS address,
        (arg_max({'v': field}, seq) FILTER (list_contains(fields, 'field'))).v AS field,
        (arg_max({'v': cluster}, seq) FILTER (list_contains(fields, 'cluster'))).v AS cluster,
        (arg_max({'v': chain}, seq) FILTER (list_contains(fields, 'chain'))).v AS chain,
        (arg_max({'v': stage}, seq) FILTER (list_contains(fields, 'stage'))).v AS stage,
        (arg_max({'v': title}, seq) FILTER (list_contains(fields, 'title'))).v AS title,
        (arg_max({'v': above_scale_from}, seq) FILTER (list_contains(fields, 'above_scale_from'))).v
            AS above_scale_from,
        (arg_max({'v': above_scale_to}, seq) FILTER (list_contains(fields, 'above_scale_to'))).v AS above_scale_to,
        (arg_max({'v': founded}, seq) FILTER (list_contains(fields, 'founded'))).v AS founded,
        (arg_max({'v': left_on}, seq) FILTER (list_contains(fields, 'left_on'))).v AS left_on,
        coalesce(bool_or(list_contains(fields, 'above_scale_from')), false) AS has_scale_status,
        arg_max({'filing': filing, 'sheet': sheet, 'row': "row"}, seq) AS place
    FROM stated
    GROUP BY enterprise_id
),
-- 名录里没有的企业，照它最近一次报表上写的；一份报表写了几期，照最近一期，不看哪个线程先读到。
latest AS (
    SELECT r.enterprise_id, arg_max(r.at, (f.seq, r.period, r.at)) AS at
    FROM revenue_row r
    JOIN filing f ON f.filing = r.filing
    ANTI JOIN registered g ON g.enterprise_id = r.enterprise_id
    GROUP BY r.enterprise_id
),
reported AS (
    SELECT
        r.enterprise_id,
        r.enterprise,
        r.industry,
        r.region,
        r.subdistrict,
        r.carrier,
        {'filing': r.filing, 'sheet': r.sheet, 'row': r."row"} AS place
    FROM revenue_row r
    JOIN latest l ON l.at = r.at
)
SELECT
    coalesce(g.enterprise_id, p.enterprise_id) AS enterprise_id,
    coalesce(g.enterprise, p.enterprise) AS enterprise,
    CASE WHEN g.enterprise_id IS NULL THEN p.industry ELSE g.industry END AS industry,
    CASE WHEN g.enterprise_id IS NULL THEN p.region ELSE g.region END AS region,
    CASE WHEN g.enterprise_id IS NULL THEN p.subdistrict ELSE g.subdistrict END AS subdistrict,
    CASE WHEN g.enterprise_id IS NULL THEN p.carrier ELSE g.carrier END AS carrier,
    g.address,
    g.field,
    g.cluster,
    g.chain,
    g.stage,
    g.title,
    g.above_scale_from,
    g.above_scale_to,
    coalesce(g.has_scale_status, false) AS has_scale_status,
    g.founded,
    g.left_on,
    coalesce(g.place, p.place).filing AS filing,
    coalesce(g.place, p.place).sheet AS sheet,
    coalesce(g.place, p.place)."row" AS "row"
FROM registered g
FULL JOIN reported p ON p.enterprise_id = g.enterprise_id;

-- 一家企业可以同属几个集群、领域、产业链。称号后面的括号是有效期：“专精特新(2023-06至2026-05)”，没写的一头未知。
CREATE TABLE membership AS
WITH worded AS (
    SELECT enterprise_id, dimension, unnest(string_split(words, '、')) AS word
    FROM (
        SELECT enterprise_id, 'field' AS dimension, field AS words FROM enterprise
        UNION ALL SELECT enterprise_id, 'cluster', cluster FROM enterprise
        UNION ALL SELECT enterprise_id, 'chain', chain FROM enterprise
        UNION ALL SELECT enterprise_id, 'stage', stage FROM enterprise
        UNION ALL SELECT enterprise_id, 'title', title FROM enterprise
    )
    WHERE words IS NOT NULL
)
SELECT
    enterprise_id,
    dimension,
    CASE WHEN dimension = 'title' THEN regexp_replace(word, '\(\d{4}-\d{2}起\)$|\((\d{4}-\d{2})?至\d{4}-\d{2}\)$', '')
        ELSE word END AS value,
    CASE WHEN dimension = 'title'
        THEN try_strptime(nullif(regexp_extract(word, '\((\d{4}-\d{2})[起至]', 1), ''), '%Y-%m')::DATE END AS valid_from,
    CASE WHEN dimension = 'title'
        THEN last_day(try_strptime(nullif(regexp_extract(word, '至(\d{4}-\d{2})\)$', 1), ''), '%Y-%m')::DATE) END AS valid_to
FROM worded;

ALTER TABLE enterprise DROP COLUMN field;
ALTER TABLE enterprise DROP COLUMN cluster;
ALTER TABLE enterprise DROP COLUMN chain;
ALTER TABLE enterprise DROP COLUMN stage;
ALTER TABLE enterprise DROP COLUMN title;
