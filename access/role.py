"""角色与权限：roles.toml 里写着谁能做什么，别处只问这里。"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from types import MappingProxyType

FILE = Path(__file__).with_name("roles.toml")
DEMO = "demo"
# 街道、集群是填报员分管的口子
SCOPES = MappingProxyType({"街道": "subdistrict", "集群": "cluster"})


@dataclass(frozen=True)
class Role:
    """What one role may do. `aggregates` is all|controlled|published|none, `enterprises` and `upload` all|own|none."""

    name: str
    title: str
    about: str
    aggregates: str
    enterprises: str
    upload: str
    approve: bool
    undo: bool
    export: bool
    accounts: bool
    settings: bool
    audit: bool

    @property
    def is_controlled(self) -> bool:
        """Whether whatever leaves for this role passes disclosure control."""
        return self.aggregates in ("controlled", "published")

    @property
    def is_scoped(self) -> bool:
        """Whether some right of this role is limited to the account's own sub-districts or clusters."""
        return "own" in (self.enterprises, self.upload)

    def may(self, right: str) -> bool:
        """Whether the role holds a right at all, in full or in part. Raises KeyError for a word that is no right."""
        if right not in RIGHTS:
            raise KeyError(right)
        value = getattr(self, right)
        return value if isinstance(value, bool) else value != "none"


RIGHTS = tuple(field.name for field in fields(Role))[3:]
_WORDS = {"aggregates": {"all", "controlled", "published", "none"}, "enterprises": {"all", "own", "none"}}
_WORDS["upload"] = _WORDS["enterprises"]


@cache
def load_roles() -> Mapping[str, Role]:
    """Every role by its name in commands and configuration. Raises ValueError where roles.toml has an unknown word."""
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    roles = {name: Role(name=name, **table) for name, table in tables.items()}
    for role in roles.values():
        for right, words in _WORDS.items():
            if getattr(role, right) not in words:
                raise ValueError(f"roles.toml [{role.name}] {right} = {getattr(role, right)!r}")
    return MappingProxyType(roles)


def matrix() -> list[tuple[str, ...]]:
    """The permission table as rows of words, the first row being titles: what the README shows."""
    roles = list(load_roles().values())
    shown = {True: "✓", False: "—", "all": "全部", "own": "本口", "none": "—", "controlled": "经披露控制"}
    shown["published"] = "已公布的，经披露控制"
    head = ("权限", *(role.title for role in roles))
    titles = dict(zip(RIGHTS, ("汇总数", "企业", "上报", "收下", "撤回", "导出", "账号", "设置", "留痕"), strict=True))
    return [head, *((titles[right], *(shown[getattr(role, right)] for role in roles)) for right in RIGHTS)]
