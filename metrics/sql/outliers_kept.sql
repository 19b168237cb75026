-- 异常增速，往期的常态建库时已做好：本期同比，与自己前五年各期同比的中位数、绝对偏差的中位数。
-- 参数：离中位数不到绝对偏差的几倍就不必取；零是都取。
SELECT
    g.period, g.basis, g.group_1, g.group_2, g.group_3, g.group_4, g.enterprise_id AS firm_id, e.enterprise AS firm,
    g.revenue_10k_cny, g.prior_reported_10k_cny AS prior_10k_cny, g.growth_pct, g.median_pct, g.mad_pp, g.history
FROM grouped AS g
INNER JOIN enterprise AS e ON e.enterprise_id = g.enterprise_id
WHERE COALESCE(ABS(g.growth_pct - g.median_pct), 0) >= CAST(? AS DOUBLE) * COALESCE(g.mad_pp, 0)
