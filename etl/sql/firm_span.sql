-- 变量 first 到 last 年的几张逐家的表，企业换成整数。
CREATE OR REPLACE TEMP TABLE roster_span AS
SELECT n.n, r.* EXCLUDE (enterprise_id) FROM roster r JOIN numbered n ON n.enterprise_id = r.enterprise_id
WHERE r.year BETWEEN getvariable('first') AND getvariable('last');

CREATE OR REPLACE TEMP TABLE tier_span AS
SELECT n.n, s.* EXCLUDE (enterprise_id) FROM tier_step s JOIN numbered n ON n.enterprise_id = s.enterprise_id;

CREATE OR REPLACE TEMP TABLE pool_span AS
SELECT n.n, s.* EXCLUDE (enterprise_id) FROM pool_step s JOIN numbered n ON n.enterprise_id = s.enterprise_id;

CREATE OR REPLACE TEMP TABLE rank_span AS
SELECT
    n.n, f.period, f.year, f.quarter, f.basis, f.revenue_10k_cny,
    CAST(f.revenue_10k_cny AS DOUBLE) AS size,
    CASE WHEN f.revenue_10k_cny > 0 THEN ln(CAST(f.revenue_10k_cny AS DOUBLE)) END AS log_size,
    CASE WHEN f.revenue_10k_cny >= 0 THEN sqrt(CAST(f.revenue_10k_cny AS DOUBLE)) END AS root_size,
    CASE WHEN f.prior_reported_10k_cny IS NOT NULL THEN f.revenue_10k_cny END AS now_10k_cny,
    CASE WHEN f.revenue_10k_cny IS NOT NULL THEN f.prior_reported_10k_cny END AS prior_10k_cny
FROM fact f
JOIN numbered n ON n.enterprise_id = f.enterprise_id
WHERE f.year BETWEEN getvariable('first') AND getvariable('last');
