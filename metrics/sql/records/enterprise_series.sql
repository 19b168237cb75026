-- 一家企业报过的每一个数：哪一份归档、哪张表、哪个单元格，现在算数的与被替换的。
SELECT
    v.period, v.year, v.quarter, v.revenue_10k_cny, v.prior_reported_10k_cny, v.is_current,
    v.filing, f.file, v.sheet, v.row, v.revenue_cell, v.prior_cell, v.revenue_header, v.unit,
    f.accepted_at, f.accepted_by, v.seq
FROM filed_version AS v
INNER JOIN filing AS f ON f.filing = v.filing
WHERE v.enterprise_id = ?
ORDER BY v.period, v.seq DESC
