-- 一个维度的梯队变动；$dimension 为空是全部企业。
INSERT INTO tier_step_sum
SELECT
    $dimension, p.value, s.period, s.year, s.quarter, s.basis, s.from_sort, s.to_sort,
    sum(s.firms), sum(s.prior_10k_cny), sum(s.current_10k_cny)
FROM tier_span s
LEFT JOIN placed p
    ON p.n = s.n AND p.dimension = $dimension
    AND (
        $dimension <> 'title'
        OR coalesce(p.valid_from <= last_day(make_date(s.year, s.quarter * 3, 1)), true)
        AND coalesce(p.valid_to >= last_day(make_date(s.year, s.quarter * 3, 1)), true)
    )
GROUP BY ALL
ORDER BY ALL;
