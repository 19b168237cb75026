-- 梯队变动：从哪一档到哪一档，各有几家；档号 0 是没有名录状态，-1、-2 是没有数（是哪一种见 transitions.py）。
SELECT
    period, basis, group_1, group_2, group_3, group_4, from_sort, to_sort,
    CAST(SUM(firms) AS BIGINT) AS enterprises,
    SUM(prior_10k_cny) AS prior_10k_cny,
    SUM(current_10k_cny) AS current_10k_cny
FROM grouped
GROUP BY period, basis, group_1, group_2, group_3, group_4, from_sort, to_sort
