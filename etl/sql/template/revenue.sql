-- 季报模板先填好的行：那一期该报的企业（期末在规上，或前四个季度报过），连同上年同期入库的数。
-- at：报告期，年×4＋季；is_known：报告期定了没有，没定就不填上年同期。
SELECT
    e.enterprise_id,
    e.enterprise,
    e.subdistrict,
    e.carrier,
    e.industry,
    e.region,
    CASE WHEN $is_known THEN b.revenue_10k_cny END AS prior_reported_10k_cny
FROM enterprise e
LEFT JOIN filed b ON b.enterprise_id = e.enterprise_id AND b.year * 4 + b.quarter = $at - 4
WHERE
    (e.left_on IS NULL OR e.left_on > $last_day)
    AND ($subdistrict = '' OR e.subdistrict = $subdistrict)
    AND (
        (e.above_scale_from <= $last_day AND (e.above_scale_to IS NULL OR e.above_scale_to > $last_day))
        OR EXISTS (
            SELECT 1
            FROM filed f
            WHERE f.enterprise_id = e.enterprise_id AND f.year * 4 + f.quarter BETWEEN $at - 4 AND $at - 1
        )
    )
ORDER BY e.subdistrict, e.enterprise_id
