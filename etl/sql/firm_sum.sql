-- 企业多的时候，要一家一家看的数也在建库时按组做好；企业不多时这几张表空着，现算也快。
-- 应报与已报：一期、一个组，按报来的日子分开；firms 是行里有几家。
CREATE TABLE roster_sum (
    dimension VARCHAR,
    value VARCHAR,
    period VARCHAR,
    year INTEGER,
    quarter INTEGER,
    basis VARCHAR,
    is_filed BOOLEAN,
    filed_on DATE,
    firms BIGINT,
    prior_10k_cny DECIMAL(38, 6)
);

-- 梯队变动：从哪一档到哪一档。
CREATE TABLE tier_step_sum (
    dimension VARCHAR,
    value VARCHAR,
    period VARCHAR,
    year INTEGER,
    quarter INTEGER,
    basis VARCHAR,
    from_sort INTEGER,
    to_sort INTEGER,
    firms BIGINT,
    prior_10k_cny DECIMAL(38, 6),
    current_10k_cny DECIMAL(38, 6)
);

-- 培育库：期初与期末在不在统、在不在库。
CREATE TABLE pool_step_sum (
    dimension VARCHAR,
    value VARCHAR,
    period VARCHAR,
    year INTEGER,
    quarter INTEGER,
    basis VARCHAR,
    period_before VARCHAR,
    is_above_scale BOOLEAN,
    was_above_scale BOOLEAN,
    is_in BOOLEAN,
    was_in BOOLEAN,
    firms BIGINT
);

-- 逐家排位、逐家比过才得的数，一期、一种期别、一个组一行；ratio 是一家比组内平均，_1、_3、_5 是去掉最大的几家以后。
CREATE TABLE rank_sum (
    dimension VARCHAR,
    value VARCHAR,
    period VARCHAR,
    year INTEGER,
    quarter INTEGER,
    basis VARCHAR,
    enterprises BIGINT,
    total DOUBLE,
    smallest DOUBLE,
    squares DOUBLE,
    top_1 DOUBLE,
    top_3 DOUBLE,
    top_4 DOUBLE,
    top_8 DOUBLE,
    placed DOUBLE,
    ratio_log_ratio DOUBLE,
    log_ratio DOUBLE,
    root_ratio DOUBLE,
    distance DOUBLE,
    revenue_0 DECIMAL(38, 6),
    now_0 DECIMAL(38, 6),
    prior_0 DECIMAL(38, 6),
    revenue_1 DECIMAL(38, 6),
    now_1 DECIMAL(38, 6),
    prior_1 DECIMAL(38, 6),
    revenue_3 DECIMAL(38, 6),
    now_3 DECIMAL(38, 6),
    prior_3 DECIMAL(38, 6),
    revenue_5 DECIMAL(38, 6),
    now_5 DECIMAL(38, 6),
    prior_5 DECIMAL(38, 6)
);
