-- 两个维度的格子：$first 一家只属一组或几组，$second 同样；没归类的是空值。
INSERT INTO cell_sum
SELECT
    $first, $second, a.value, b.value, concat(f.year, 'Q', f.quarter), f.year, f.quarter, f.basis,
    count(*), sum(f.revenue_10k_cny), sum(f.prior_10k_cny),
    sum(f.size / (coalesce(a.copies, 1) * coalesce(b.copies, 1))), sum(f.size * f.size), min(f.size)
FROM rank_span f
LEFT JOIN placed a ON a.n = f.n AND a.dimension = $first
LEFT JOIN placed b ON b.n = f.n AND b.dimension = $second
GROUP BY a.value, b.value, f.year, f.quarter, f.basis, f.revenue_10k_cny IS NULL, f.prior_10k_cny IS NULL
ORDER BY f.year, f.quarter, f.basis;
