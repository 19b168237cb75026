    -- 每个现行的填报数来自哪份归档：一家企业一期一行，梯队与规上状态同累计数。
    SELECT
        f.enterprise_id, f.period, 'ytd' AS basis, f.filing,
        b.tier, b.is_above_scale
    FROM filed AS f
    LEFT JOIN fact AS b ON b.enterprise_id = f.enterprise_id AND b.period = f.period AND b.basis = 'ytd'
    WHERE f.revenue_10k_cny IS NOT NULL
