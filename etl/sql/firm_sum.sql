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

-- 两个维度的格子（地区类 × 活动类），按哪几个数已知分开各一行；distinct_10k_cny 是一家属几组就分几份的那一份。
CREATE TABLE cell_sum (
    first_dimension VARCHAR,
    second_dimension VARCHAR,
    first_value VARCHAR,
    second_value VARCHAR,
    period VARCHAR,
    year INTEGER,
    quarter INTEGER,
    basis VARCHAR,
    firms BIGINT,
    revenue_10k_cny DECIMAL(38, 6),
    prior_reported_10k_cny DECIMAL(38, 6),
    distinct_10k_cny DOUBLE,
    squares DOUBLE,
    smallest DOUBLE
);

-- 一家企业一期的同比，与它自己往前二十个季度同比的中位数、绝对偏差的中位数、有几期。
CREATE TABLE firm_history (
    enterprise_id VARCHAR,
    period VARCHAR,
    year INTEGER,
    quarter INTEGER,
    basis VARCHAR,
    tier VARCHAR,
    is_above_scale BOOLEAN,
    revenue_10k_cny DECIMAL(22, 6),
    prior_reported_10k_cny DECIMAL(22, 6),
    median_pct DOUBLE,
    mad_pp DOUBLE,
    history BIGINT
);
