-- 一个维度的应报与已报；$dimension 为空是全部企业。
INSERT INTO roster_sum
SELECT
    $dimension, p.value, r.period, r.year, r.quarter, r.basis, r.is_filed, r.filed_on, sum(r.firms), sum(r.prior_10k_cny)
FROM roster_span r
LEFT JOIN placed p
    ON p.n = r.n AND p.dimension = $dimension
    AND (
        $dimension <> 'title'
        OR coalesce(p.valid_from <= last_day(make_date(r.year, r.quarter * 3, 1)), true)
        AND coalesce(p.valid_to >= last_day(make_date(r.year, r.quarter * 3, 1)), true)
    )
GROUP BY ALL
ORDER BY ALL;
