-- 各组的合计：一期、一种期别、一个维度的一个组，按梯队、自己的数够得着的档、在统与进出的状态和“哪几个数已知”分开各一行；维度空的是全部企业。
-- 一行里同一个数或者家家已知，或者家家未知，所以从这里加总，与从 fact 逐家加总得数相同；firms 是行里有几家。
CREATE TABLE group_sum (
    dimension VARCHAR,
    value VARCHAR,
    period VARCHAR,
    year INTEGER,
    quarter INTEGER,
    basis VARCHAR,
    tier VARCHAR,
    rung VARCHAR,
    is_above_scale BOOLEAN,
    has_joined BOOLEAN,
    has_left BOOLEAN,
    is_dated BOOLEAN,
    firms BIGINT,
    revenue_10k_cny DECIMAL(38, 6),
    prior_reported_10k_cny DECIMAL(38, 6),
    prior_stored_10k_cny DECIMAL(38, 6),
    quarter_before_10k_cny DECIMAL(38, 6),
    largest_10k_cny DECIMAL(22, 6),
    restated_10k_cny DECIMAL(38, 6)  -- 上年同期数与当年入库数相差多少，不分多少
);

-- 企业在各维度的哪一组。同属几个集群的先连成一个词：按词加总后行少了，再拆开。称号有有效期，一个一行。
CREATE TEMP TABLE placement AS
SELECT
    enterprise_id, dimension, value, false AS is_joined,
    CAST(NULL AS DATE) AS valid_from, CAST(NULL AS DATE) AS valid_to
FROM enterprise
UNPIVOT (value FOR dimension IN (industry, region, subdistrict, carrier))
UNION ALL
SELECT enterprise_id, dimension, string_agg(value, '、' ORDER BY value), true, NULL, NULL
FROM membership
WHERE dimension <> 'title'
GROUP BY enterprise_id, dimension
UNION ALL
SELECT enterprise_id, dimension, value, false, valid_from, valid_to
FROM membership
WHERE dimension = 'title';
