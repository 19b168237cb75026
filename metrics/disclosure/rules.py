"""规则从哪里来：开关与开放的分组写在 data/disclosure.toml，集中度规则的参数在只许属主读写的文件里。"""

import os
import re
import secrets
import stat
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from etl.paths import disclosure_file, released_list
from etl.words import _, why
from metrics.dimension import DIMENSIONS
from metrics.disclosure.new_file import write
from metrics.disclosure.primary import Rules
from metrics.store import StoreError

SECRET_NAME = "disclosure.secret.toml"
SECRET_VARIABLE = "CLUSTERS_DISCLOSURE_FILE"
LEAST_INTERVAL = 10.0
# 没有定参数的，随机定一份：p 在手册常用的范围里，k 与它相称
_P_TENTHS = range(120, 181)
_K_TENTHS = range(780, 861)


@dataclass(frozen=True)
class Policy:
    """The primary rules, the tables that are open (each a set of dimensions, () the total) and the spread's size;
    `published_through` is the last quarter the public may see, "" for none."""

    rules: Rules
    tables: tuple[tuple[str, ...], ...]
    spread_contributors: int
    published_through: str = ""


def load_policy(data: Path) -> Policy:
    """The data folder's rules.

    Raises StoreError where a file is wrong, the secret one is open to others, or gone since figures were given out.
    """
    file = disclosure_file(data)
    secret = Path(os.environ.get(SECRET_VARIABLE) or data / SECRET_NAME)
    if not secret.exists():
        if released_list(data).exists():  # 给出过数，就有过参数：另定一份，隐去的格子就换了
            said = _(
                "披露控制的参数文件 {file} 不见了。请从备份放回；备份里也没有，自己写一份（p、n、k），只许属主读写。"
            )
            raise StoreError(said.format(file=secret.name))
        _draw(secret)
    return _policy(file, file.stat().st_mtime_ns, secret, secret.stat().st_mtime_ns)


@cache
def _policy(file: Path, _changed: int, secret: Path, _secret_changed: int) -> Policy:
    try:
        public = tomllib.loads(file.read_text(encoding="utf-8"))
        hidden = _secrets(secret)
        tables = _tables(public["tables"])
        published = _quarter(public.get("published", {}).get("through", ""))
        return Policy(_rules(public["rules"], hidden), tables, int(public["spread"]["contributors"]), published)
    except (KeyError, TypeError, ValueError) as error:  # 参数是秘密：只说哪一项，不说写了什么
        item = error.args[0] if isinstance(error, KeyError) else ""
        said = _("披露控制的规则 {file} 或它的参数文件 {secret} 写得不对（{item}）。请对照说明书“披露控制”一节。")
        raise StoreError(said.format(file=file.name, secret=secret.name, item=item)) from None


def _quarter(written: object) -> str:
    if written != "" and not re.fullmatch(r"(?:19|20)\d\dQ[1-4]", str(written)):
        raise KeyError("published.through")
    return str(written)


def _rules(public: dict, hidden: dict[str, float]) -> Rules:
    is_dominance = bool(public["dominance"])
    interval = float(public["interval_pct"])
    if interval <= LEAST_INTERVAL:
        raise KeyError("interval_pct")
    return Rules(
        min_contributors=int(public["count"]) or None,
        dominance_n=int(hidden["n"]) if is_dominance else None,
        dominance_k=float(hidden["k"]) if is_dominance else None,
        p=float(hidden["p"]) if public["p_percent"] else None,
        interval=interval,
    )


def _tables(public: dict) -> tuple[tuple[str, ...], ...]:
    pairs = [tuple(sorted(pair)) for pair in public["pairs"]]
    tables = [(), *((name,) for name in public["single"]), *pairs]
    for name in {name for table in tables for name in table}:
        if name not in DIMENSIONS or name == "enterprise":
            raise KeyError(name)
    return tuple(dict.fromkeys(tables))


def _secrets(secret: Path) -> dict[str, float]:
    if os.name == "posix" and stat.S_IMODE(secret.stat().st_mode) & 0o077:
        said = _("披露控制的参数文件 {file} 别人也读得到。请改成只许属主读写：chmod 600 {file}。")
        raise StoreError(said.format(file=secret.name))
    return tomllib.loads(secret.read_text(encoding="utf-8"))


def _draw(secret: Path) -> None:
    """Write parameters of this installation's own, readable by its owner only; two processes at once keep the first."""
    text = _("# 披露控制的参数，本单位的秘密：不外传，不写进文档与界面。改了它，隐去的格子会跟着变。\n") + (
        f"p = {secrets.choice(_P_TENTHS) / 10}\nn = 2\nk = {secrets.choice(_K_TENTHS) / 10}\n"
    )
    try:
        write(secret, text.encode())
    except OSError as error:
        said = _("披露控制要有参数文件 {file}，写不进去（{why}）。请让服务的账号能写数据目录，或先放好这个文件。")
        raise StoreError(said.format(file=secret.name, why=why(error))) from error
