-- 一个季度里各家的同比与往期的常态；past 与 rated_quarter 行行对应。
INSERT INTO firm_history
SELECT r.* EXCLUDE (place, growth_pct), p.median_pct, p.mad_pp, p.history
FROM rated_quarter r
POSITIONAL JOIN past p;
