-- 一家企业在全体里排第几、占多少：比它大的几家，连同全体的合计。参数：它的代码。
WITH own AS (
    SELECT period, basis, revenue_10k_cny FROM scoped WHERE enterprise_id = ?
)
SELECT
    s.period, s.basis, 0 AS group_1, 0 AS group_2, 0 AS group_3, 0 AS group_4,
    MAX(o.revenue_10k_cny) AS revenue_10k_cny,
    SUM(s.revenue_10k_cny) AS total_10k_cny,
    COUNT(CASE WHEN s.revenue_10k_cny > o.revenue_10k_cny THEN 1 END) AS larger
FROM scoped AS s
INNER JOIN own AS o ON o.period = s.period AND o.basis = s.basis
GROUP BY s.period, s.basis
