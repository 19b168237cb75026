"""密钥只从文件或环境变量来；文件别人也能读就不用它。"""

import os
from pathlib import Path

from access.database import check_private
from access.fault import AccessError
from access.settings import Settings
from etl.words import _, why

OIDC_VARIABLE = "ACCESS_OIDC_SECRET"
PROXY_VARIABLE = "ACCESS_PROXY_SECRET"
SHORTEST_PROXY_SECRET = 32


def secret(file: str, variable: str) -> str:
    """The secret in that file, else in that variable of the environment, else "". Raises AccessError."""
    if not file:
        return os.environ.get(variable, "")
    try:
        check_private(Path(file))
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise AccessError(_("密钥文件 {0} 读不出来：{1}。").format(file, why(error))) from error


def problems(settings: Settings) -> list[str]:
    """What the configured ways of signing in still lack, in Chinese. Raises AccessError for an unsafe secret file."""
    found = []
    if "oidc" in settings.modes:
        wanted = ("issuer", "client_id", "redirect_url")
        found += [_("[oidc] {0} 没有填。").format(key) for key in wanted if not settings.oidc[key]]
        if not secret(settings.oidc["secret_file"], OIDC_VARIABLE):
            found.append(_("统一身份认证的密钥没有：填 [oidc] secret_file 或设环境变量 {0}。").format(OIDC_VARIABLE))
        if not settings.oidc["roles"]:
            found.append(_("[oidc.roles] 是空的，谁也进不来。"))
    if "proxy" in settings.modes:
        if len(secret(settings.proxy["secret_file"], PROXY_VARIABLE)) < SHORTEST_PROXY_SECRET:
            words = _("受信代理的密钥没有或不足 {0} 个字符：填 [proxy] secret_file 或设环境变量 {1}。")
            found.append(words.format(SHORTEST_PROXY_SECRET, PROXY_VARIABLE))
        if not settings.proxy["roles"]:
            found.append(_("[proxy.roles] 是空的，谁也进不来。"))
    return found
