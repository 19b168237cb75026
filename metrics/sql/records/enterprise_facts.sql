-- 一家企业的四种期别的数。
SELECT
    period, year, quarter, basis, revenue_10k_cny, prior_reported_10k_cny, prior_stored_10k_cny, is_above_scale, tier
FROM fact
WHERE enterprise_id = ?
ORDER BY
    period,
    CASE basis WHEN 'ytd' THEN 1 WHEN 'single' THEN 2 WHEN 'year' THEN 3 ELSE 4 END
