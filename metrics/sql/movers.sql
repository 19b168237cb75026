-- 升降最大的企业：可比口径（两头都有数）里增得最多与减得最多的几家，与它们在组内的位次，各至多十家。
-- 一家升降也没有的组也占一行，只说有几家。
WITH comparable AS (
    SELECT
        period, basis, group_1, group_2, group_3, group_4, enterprise_id,
        revenue_10k_cny, prior_reported_10k_cny, revenue_10k_cny - prior_reported_10k_cny AS increase_10k_cny
    FROM grouped
    WHERE revenue_10k_cny IS NOT NULL AND prior_reported_10k_cny IS NOT NULL
),
-- 几十万家不必都排：按代码分堆，各堆最大的里第十大的一个不会大过全组第十大的；够得着这条线的才排，不到十堆就都排
heap AS (
    SELECT
        period, basis, group_1, group_2, group_3, group_4, SUBSTRING(enterprise_id, 14, 3) AS heap,
        MAX(increase_10k_cny) AS most_10k_cny, MIN(increase_10k_cny) AS least_10k_cny
    FROM comparable
    GROUP BY period, basis, group_1, group_2, group_3, group_4, SUBSTRING(enterprise_id, 14, 3)
),
heap_place AS (
    SELECT
        heap.*,
        ROW_NUMBER() OVER (PARTITION BY period, basis, group_1, group_2, group_3, group_4 ORDER BY most_10k_cny DESC NULLS LAST)
            AS rise_place,
        ROW_NUMBER() OVER (PARTITION BY period, basis, group_1, group_2, group_3, group_4 ORDER BY least_10k_cny NULLS LAST)
            AS fall_place
    FROM heap
),
line AS (
    SELECT
        period, basis, group_1, group_2, group_3, group_4,
        COALESCE(MAX(CASE WHEN rise_place = 10 THEN most_10k_cny END), 0) AS rise_10k_cny,
        COALESCE(MIN(CASE WHEN fall_place = 10 THEN least_10k_cny END), 0) AS fall_10k_cny
    FROM heap_place
    GROUP BY period, basis, group_1, group_2, group_3, group_4
),
near AS (
    SELECT c.*
    FROM comparable AS c
    INNER JOIN line AS l
        ON l.period = c.period AND l.basis = c.basis
        AND l.group_1 IS NOT DISTINCT FROM c.group_1 AND l.group_2 IS NOT DISTINCT FROM c.group_2
        AND l.group_3 IS NOT DISTINCT FROM c.group_3 AND l.group_4 IS NOT DISTINCT FROM c.group_4
    WHERE
        (c.increase_10k_cny > 0 AND c.increase_10k_cny >= l.rise_10k_cny)
        OR (c.increase_10k_cny < 0 AND c.increase_10k_cny <= l.fall_10k_cny)
),
moved AS (
    SELECT *
    FROM (
        SELECT
            near.*,
            ROW_NUMBER() OVER (
                PARTITION BY period, basis, group_1, group_2, group_3, group_4, increase_10k_cny > 0
                ORDER BY ABS(increase_10k_cny) DESC NULLS LAST, enterprise_id NULLS LAST
            ) AS place
        FROM near
    ) AS ranked
    WHERE place <= 10
),
-- 位次：组里比它大的有几家，加一；只对选出来的几家数
lowest AS (
    SELECT
        period, basis, group_1, group_2, group_3, group_4,
        MIN(revenue_10k_cny) AS now_10k_cny, MIN(prior_reported_10k_cny) AS then_10k_cny
    FROM moved
    GROUP BY period, basis, group_1, group_2, group_3, group_4
),
larger AS (
    SELECT c.*
    FROM comparable AS c
    INNER JOIN lowest AS l
        ON l.period = c.period AND l.basis = c.basis
        AND l.group_1 IS NOT DISTINCT FROM c.group_1 AND l.group_2 IS NOT DISTINCT FROM c.group_2
        AND l.group_3 IS NOT DISTINCT FROM c.group_3 AND l.group_4 IS NOT DISTINCT FROM c.group_4
    WHERE c.revenue_10k_cny > l.now_10k_cny OR c.prior_reported_10k_cny > l.then_10k_cny
),
above AS (
    SELECT
        m.period, m.basis, m.group_1, m.group_2, m.group_3, m.group_4, m.enterprise_id,
        COUNT(CASE WHEN c.revenue_10k_cny > m.revenue_10k_cny THEN 1 END) AS above_now,
        COUNT(CASE WHEN c.prior_reported_10k_cny > m.prior_reported_10k_cny THEN 1 END) AS above_then
    FROM moved AS m
    INNER JOIN larger AS c
        ON c.period = m.period AND c.basis = m.basis
        AND c.group_1 IS NOT DISTINCT FROM m.group_1 AND c.group_2 IS NOT DISTINCT FROM m.group_2
        AND c.group_3 IS NOT DISTINCT FROM m.group_3 AND c.group_4 IS NOT DISTINCT FROM m.group_4
    GROUP BY m.period, m.basis, m.group_1, m.group_2, m.group_3, m.group_4, m.enterprise_id
),
ranked AS (
    SELECT m.*, 1 + COALESCE(a.above_now, 0) AS rank_now, 1 + COALESCE(a.above_then, 0) AS rank_then
    FROM moved AS m
    LEFT JOIN above AS a
        ON a.period = m.period AND a.basis = m.basis AND a.enterprise_id = m.enterprise_id
        AND a.group_1 IS NOT DISTINCT FROM m.group_1 AND a.group_2 IS NOT DISTINCT FROM m.group_2
        AND a.group_3 IS NOT DISTINCT FROM m.group_3 AND a.group_4 IS NOT DISTINCT FROM m.group_4
)
SELECT
    r.period, r.basis, r.group_1, r.group_2, r.group_3, r.group_4, r.enterprise_id AS firm_id, e.enterprise AS firm,
    r.revenue_10k_cny, r.prior_reported_10k_cny AS prior_10k_cny, r.increase_10k_cny, r.rank_now, r.rank_then,
    r.place, CAST(NULL AS BIGINT) AS known, CAST(NULL AS BIGINT) AS comparable
FROM ranked AS r
INNER JOIN enterprise AS e ON e.enterprise_id = r.enterprise_id
UNION ALL
SELECT
    period, basis, group_1, group_2, group_3, group_4, CAST(NULL AS STRING), CAST(NULL AS STRING),
    CAST(NULL AS DECIMAL(20, 6)), CAST(NULL AS DECIMAL(20, 6)), CAST(NULL AS DECIMAL(20, 6)),
    CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT),
    COUNT(revenue_10k_cny), COUNT(revenue_10k_cny - prior_reported_10k_cny)
FROM grouped
GROUP BY period, basis, group_1, group_2, group_3, group_4
HAVING COUNT(CASE WHEN revenue_10k_cny <> prior_reported_10k_cny THEN 1 END) = 0
