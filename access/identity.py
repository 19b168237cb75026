"""门口认出的人怎样传给里面：盖了本进程印的请求头；外面来的同名请求头一律去掉。"""

import hashlib
import hmac
import secrets

SESSION_HEADER = "X-Access-Session"  # .streamlit/config.toml 的 trustedUserHeaders 也认它：别人的会话号因此接不走
ADDRESS_HEADER = "X-Access-Address"
OPEN = "open"  # 免登录时，代替登录号的字样
_KEY = secrets.token_bytes(32)  # 每次启动另换；里外是同一个进程，不必让谁知道


def sealed(text: str) -> str:
    """The text with this process's mark; the same text always gets the same mark."""
    return f"{text}.{_mark(text)}"


def unsealed(value: str | None) -> str | None:
    """What was sealed, or None where the mark is missing or not ours."""
    text, dot, mark = (value or "").rpartition(".")
    return text if dot and hmac.compare_digest(mark.encode("utf-8", "replace"), _mark(text).encode()) else None


def _mark(text: str) -> str:
    return hmac.new(_KEY, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
