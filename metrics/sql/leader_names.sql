-- 十家企业的名称；不到十家的，余下的参数空着。写明是哪十个代码就走名录的索引，连表要把几十万家的名录读一遍。参数：十个代码。
SELECT enterprise_id, enterprise
FROM enterprise
WHERE enterprise_id IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
