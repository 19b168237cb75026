-- 企业编成整数，次序与统一社会信用代码相反（并列时代码小的在前）；在各维度的哪几组，一组一行。
CREATE TEMP TABLE numbered AS
SELECT enterprise_id, CAST(-row_number() OVER (ORDER BY enterprise_id) AS INTEGER) AS n FROM enterprise;

CREATE TEMP TABLE placed AS
SELECT
    n.n, p.dimension, p.valid_from, p.valid_to,
    unnest(CASE WHEN p.is_joined THEN string_split(p.value, '、') ELSE [p.value] END) AS value
FROM placement p
JOIN numbered n ON n.enterprise_id = p.enterprise_id;
