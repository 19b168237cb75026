-- 账号、登录、试错、等着从统一身份认证回来的登录。时间都是自 1970 年起的秒。
BEGIN;
CREATE TABLE IF NOT EXISTS accounts (
    name TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    scope TEXT NOT NULL,            -- JSON：{"subdistrict": ["泉城路街道"]}
    origin TEXT NOT NULL,           -- local | oidc | proxy
    subject TEXT NOT NULL,          -- 统一身份认证那边不变的编号；本地账号为空
    password TEXT NOT NULL,         -- argon2id；不用密码登录的为空
    is_disabled INTEGER NOT NULL,
    epoch INTEGER NOT NULL,         -- 停用、改密码、改角色就加一，此前的登录随之失效
    changed_at REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS sessions (
    id TEXT PRIMARY KEY,            -- 令牌的 sha256；令牌本身只在浏览器里
    name TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    form_token TEXT NOT NULL,
    address TEXT NOT NULL,
    begun_at REAL NOT NULL,
    seen_at REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS failures (
    kind TEXT NOT NULL,             -- account | address
    name TEXT NOT NULL,
    failures INTEGER NOT NULL,
    locks INTEGER NOT NULL,
    last_at REAL NOT NULL,
    locked_until REAL NOT NULL,
    PRIMARY KEY (kind, name)
);
CREATE TABLE IF NOT EXISTS journeys (
    state TEXT PRIMARY KEY,         -- sha256
    nonce TEXT NOT NULL,
    verifier TEXT NOT NULL,
    next TEXT NOT NULL,
    begun_at REAL NOT NULL
);
PRAGMA user_version = 1;
COMMIT;
