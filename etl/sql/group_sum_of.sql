-- 一个维度的各组合计；$dimension 为空是全部企业。
-- 维度名后面带星号的，是连成一个词的几组（甲、乙）：问“属于甲或丙的”，一家企业只数一次。
INSERT INTO group_sum
WITH summed AS (
    SELECT
        p.value,
        p.is_joined,
        f.period, f.year, f.quarter, f.basis, f.tier, f.rung, f.is_above_scale,
        f.has_joined, f.has_left, f.is_dated,
        f.revenue_10k_cny IS NULL AS has_no_revenue,
        f.prior_reported_10k_cny IS NULL AS has_no_reported,
        f.prior_stored_10k_cny IS NULL AS has_no_stored,
        f.quarter_before_10k_cny IS NULL AS has_no_quarter,
        count(*) AS firms,
        sum(f.revenue_10k_cny) AS revenue_10k_cny,
        sum(f.prior_reported_10k_cny) AS prior_reported_10k_cny,
        sum(f.prior_stored_10k_cny) AS prior_stored_10k_cny,
        sum(f.quarter_before_10k_cny) AS quarter_before_10k_cny,
        max(f.revenue_10k_cny) AS largest_10k_cny,
        sum(abs(f.prior_reported_10k_cny - f.prior_stored_10k_cny)) AS restated_10k_cny
    FROM fact f
    LEFT JOIN placement p
        ON p.enterprise_id = f.enterprise_id
        AND p.dimension = $dimension
        AND (
            $dimension <> 'title'
            OR coalesce(p.valid_from <= last_day(make_date(f.year, f.quarter * 3, 1)), true)
            AND coalesce(p.valid_to >= last_day(make_date(f.year, f.quarter * 3, 1)), true)
        )
    GROUP BY ALL
),
split AS (
    SELECT
        $dimension AS dimension,
        unnest(CASE WHEN is_joined THEN string_split(value, '、') ELSE [value] END) AS value,
        * EXCLUDE (value, is_joined)
    FROM summed
    UNION ALL
    SELECT $dimension || '*', value, * EXCLUDE (value, is_joined)
    FROM summed
    WHERE $dimension IN ('cluster', 'field', 'chain', 'stage')
)
SELECT
    dimension, value, period, year, quarter, basis, tier, rung, is_above_scale, has_joined, has_left, is_dated,
    sum(firms), sum(revenue_10k_cny), sum(prior_reported_10k_cny), sum(prior_stored_10k_cny),
    sum(quarter_before_10k_cny), max(largest_10k_cny), sum(restated_10k_cny)
FROM split
GROUP BY
    dimension, value, period, year, quarter, basis, tier, rung, is_above_scale, has_joined, has_left, is_dated,
    has_no_revenue, has_no_reported, has_no_stored, has_no_quarter
ORDER BY ALL;
