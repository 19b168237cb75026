-- 企业编成整数，次序与统一社会信用代码相反（并列时代码小的在前）；在各维度的哪几组，一组一行，copies 是一共几组。
-- 维度名后面带星号的，是连成一个词的几组（甲、乙）：问“属于甲或丙的”，一家企业只数一次。
CREATE TEMP TABLE numbered AS
SELECT enterprise_id, CAST(-row_number() OVER (ORDER BY enterprise_id) AS INTEGER) AS n FROM enterprise;

CREATE TEMP TABLE placed AS
WITH joined AS (
    SELECT n.n, p.dimension, p.valid_from, p.valid_to, p.is_joined, p.value
    FROM placement p
    JOIN numbered n ON n.enterprise_id = p.enterprise_id
),
split AS (
    SELECT
        n, dimension, valid_from, valid_to,
        unnest(CASE WHEN is_joined THEN string_split(value, '、') ELSE [value] END) AS value
    FROM joined
)
SELECT *, count(*) OVER (PARTITION BY n, dimension) AS copies FROM split
UNION ALL
SELECT n, dimension || '*', valid_from, valid_to, value, 1 FROM joined WHERE is_joined;
