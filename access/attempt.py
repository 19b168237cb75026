"""试一次密码：先看要不要等，再比，对错都记。"""

from pathlib import Path

from access import accounts, audit, lockout
from access.accounts import Account
from access.settings import load_settings
from access.visitor import log
from etl.words import _


def attempt(data: Path, name: str, password: str, address: str) -> tuple[Account | None, str]:
    """The account, or None and what to tell the visitor: the same words whether the name or the password is wrong."""
    wait = lockout.wait_seconds(data, name, address)
    if wait:
        log.warning("账号 %r 从 %s 再试，还锁着 %s 秒", name, address, wait)
        audit.record("登录.锁定中", name, data=data, address=address, wait_seconds=wait)
        return None, _("试错太多次了。请过 {0} 分钟再来，或请管理员解锁。").format(-(-wait // 60))
    known = accounts.password_fits(data, name, password)
    if known is None:
        locked_for = lockout.failed(data, name, address)
        log.warning("账号 %r 从 %s 登录失败%s", name, address, f"，锁 {locked_for} 秒" if locked_for else "")
        audit.record("登录.失败", name, data=data, address=address, locked_seconds=locked_for)
        return None, _("账号或密码不对。")
    if known.role == "public" and not load_settings(data).sign_in["is_public_open"]:
        audit.record("登录.未开放", name, data=data, address=address)
        return None, _("本系统暂未对公众开放。")
    lockout.succeeded(data, name)
    audit.record("登录.成功", name, data=data, address=address, origin="local", as_role=known.role)
    return known, ""
