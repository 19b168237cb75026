"""密码：什么样的才收，怎样存，怎样比。"""

from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from access.settings import Settings
from etl.words import _

LONGEST = 256
_COMMON = Path(__file__).with_name("common_passwords.txt")
_hasher = PasswordHasher()  # argon2id，RFC 9106 的第二推荐档：64 MiB、3 遍


def problems(password: str, name: str, settings: Settings) -> list[str]:
    """Every rule the password breaks, in Chinese; [] if it may be used."""
    rules = settings.password
    found = []
    if len(password) < rules["shortest"]:
        found.append(_("密码至少 {0} 个字符。").format(rules["shortest"]))
    if len(password) > LONGEST:
        found.append(_("密码最长 {0} 个字符。").format(LONGEST))
    if _classes(password) < rules["classes"]:
        found.append(_("大写字母、小写字母、数字、其他符号，至少要有 {0} 类。").format(rules["classes"]))
    plain = password.casefold()
    if name and name.casefold() in plain:
        found.append(_("密码里不能有账号名。"))
    if plain in _common() or len(set(password)) < 5:
        found.append(_("这个密码太常见，容易被猜中。"))
    return found


def _classes(password: str) -> int:
    tests = (str.isupper, str.islower, str.isdigit, _is_other)
    return sum(any(test(sign) for sign in password) for test in tests)


def _is_other(sign: str) -> bool:
    return not (sign.isupper() or sign.islower() or sign.isdigit())  # 汉字也算其他


@cache
def _common() -> frozenset[str]:
    return frozenset(_COMMON.read_text(encoding="utf-8").split())


def hashed(password: str) -> str:
    """The argon2id hash to store."""
    return _hasher.hash(password)


@cache
def _nobody() -> str:
    return _hasher.hash("没有这个账号")


def is_right(stored: str, password: str) -> bool:
    """Whether the password fits; takes the same time with "" (no such account), where it is always False."""
    try:
        return _hasher.verify(stored or _nobody(), password[:LONGEST]) and bool(stored)
    except (Argon2Error, InvalidHashError, UnicodeError):
        return False


def needs_rehash(stored: str) -> bool:
    """Whether the hash was made with older parameters than those in force."""
    return _hasher.check_needs_rehash(stored)
