    -- 名录：每家企业一行，不分期。
    SELECT
        enterprise_id, '' AS period, 'point' AS basis,
        CAST(NULL AS STRING) AS tier, CAST(NULL AS BOOLEAN) AS is_above_scale,
        has_scale_status, above_scale_from, above_scale_to
    FROM enterprise
