-- 一个维度里逐家排位、逐家比过才得的数；$dimension 为空是全部企业。
INSERT INTO rank_sum
WITH listed AS (
    SELECT
        p.value, f.period, f.year, f.quarter, f.basis,
        list_sort(list(f.size) FILTER (f.size IS NOT NULL), 'DESC') AS sizes,
        arg_max(
            {'revenue': f.revenue_10k_cny, 'now': f.now_10k_cny, 'prior': f.prior_10k_cny},
            {'revenue': f.revenue_10k_cny, 'n': f.n}, 5
        ) FILTER (f.revenue_10k_cny IS NOT NULL) AS largest,
        count(f.size) AS enterprises,
        sum(f.size) AS total,
        count(f.log_size) AS logged,
        sum(f.log_size) AS log_sum,
        sum(f.size * f.log_size) AS size_log_sum,
        sum(f.size) FILTER (f.log_size IS NOT NULL) AS logged_size,
        sum(f.root_size) AS root_sum,
        sum(f.revenue_10k_cny) AS revenue_0,
        sum(f.now_10k_cny) AS now_0,
        sum(f.prior_10k_cny) AS prior_0,
        count(f.now_10k_cny) AS compared
    FROM rank_span f
    LEFT JOIN placed p
        ON p.n = f.n AND p.dimension = $dimension
    GROUP BY ALL
),
-- 一家比组内平均是 size × times；合计不为正就没有
averaged AS (
    SELECT *, CASE WHEN total > 0 THEN enterprises / total END AS times FROM listed
)
SELECT
    $dimension, value, period, year, quarter, basis, enterprises, total, sizes[-1],
    list_dot_product(sizes, sizes),
    list_sum(sizes[:1]), list_sum(sizes[:3]), list_sum(sizes[:4]), list_sum(sizes[:8]),
    list_dot_product(sizes, CAST(range(1, enterprises + 1) AS DOUBLE[])),
    times * (size_log_sum + ln(times) * logged_size),
    log_sum + logged * ln(times),
    sqrt(times) * root_sum,
    list_sum(list_transform(sizes, lambda x: abs(x * times - 1))),
    revenue_0, now_0, prior_0,
    -- 去掉最大的几家：一家不剩，就是没有数
    CASE WHEN enterprises > 1 THEN revenue_0 - list_sum(list_transform(largest[:1], lambda f: f.revenue)) END,
    CASE WHEN compared > len(list_filter(largest[:1], lambda f: f.now IS NOT NULL))
        THEN now_0 - coalesce(list_sum(list_transform(largest[:1], lambda f: f.now)), 0) END,
    CASE WHEN compared > len(list_filter(largest[:1], lambda f: f.now IS NOT NULL))
        THEN prior_0 - coalesce(list_sum(list_transform(largest[:1], lambda f: f.prior)), 0) END,
    CASE WHEN enterprises > 3 THEN revenue_0 - list_sum(list_transform(largest[:3], lambda f: f.revenue)) END,
    CASE WHEN compared > len(list_filter(largest[:3], lambda f: f.now IS NOT NULL))
        THEN now_0 - coalesce(list_sum(list_transform(largest[:3], lambda f: f.now)), 0) END,
    CASE WHEN compared > len(list_filter(largest[:3], lambda f: f.now IS NOT NULL))
        THEN prior_0 - coalesce(list_sum(list_transform(largest[:3], lambda f: f.prior)), 0) END,
    CASE WHEN enterprises > 5 THEN revenue_0 - list_sum(list_transform(largest[:5], lambda f: f.revenue)) END,
    CASE WHEN compared > len(list_filter(largest[:5], lambda f: f.now IS NOT NULL))
        THEN now_0 - coalesce(list_sum(list_transform(largest[:5], lambda f: f.now)), 0) END,
    CASE WHEN compared > len(list_filter(largest[:5], lambda f: f.now IS NOT NULL))
        THEN prior_0 - coalesce(list_sum(list_transform(largest[:5], lambda f: f.prior)), 0) END
FROM averaged
ORDER BY ALL;
