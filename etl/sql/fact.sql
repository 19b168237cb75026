-- 四种期别的数：累计、单季、全年、近四季度。一段年份一段年份地填（fact_years.sql），内存不随年数长。
CREATE TABLE fact (
    enterprise_id VARCHAR,
    period VARCHAR,
    year INTEGER,
    quarter INTEGER,
    basis VARCHAR,
    revenue_10k_cny DECIMAL(22, 6),
    prior_reported_10k_cny DECIMAL(22, 6),
    prior_stored_10k_cny DECIMAL(22, 6),
    quarter_before_10k_cny DECIMAL(22, 6),  -- 只在单季一行：上一季的单季数
    is_above_scale BOOLEAN,
    has_joined BOOLEAN,  -- 上年同期末到本期末之间纳统的
    has_left BOOLEAN,  -- 到本期末已退统或迁出的
    is_dated BOOLEAN,  -- 名录写得出它何时进出的
    tier VARCHAR,
    rung VARCHAR  -- 只在全年、近四季度：这一行自己的数够得着的最高一档
);
