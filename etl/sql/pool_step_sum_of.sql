-- 一个维度的培育库；$dimension 为空是全部企业。
INSERT INTO pool_step_sum
SELECT
    $dimension, p.value, s.period, s.year, s.quarter, s.basis, s.period_before,
    s.is_above_scale, s.was_above_scale, s.is_in, s.was_in, sum(s.firms)
FROM pool_span s
LEFT JOIN placed p
    ON p.n = s.n AND p.dimension = $dimension
    AND (
        $dimension <> 'title'
        OR coalesce(p.valid_from <= last_day(make_date(s.year, s.quarter * 3, 1)), true)
        AND coalesce(p.valid_to >= last_day(make_date(s.year, s.quarter * 3, 1)), true)
    )
GROUP BY ALL
ORDER BY ALL;
