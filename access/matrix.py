"""权限表：哪种角色打得开哪一页、拿得到哪种数、做得了哪件事；说明书与测试都照它逐行核对。"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from access.role import DEMO, Role, load_roles
from etl.words import _

YES, NO = "✓", "—"
EVERY = "every_enterprise"  # 看得到全部企业，不只是本口的
# 页面：有其中一项权限就打得开
PAGES: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "overview": (_("总览"), ("aggregates",)),
        "clusters": (_("集群"), ("aggregates",)),
        "structure": (_("结构"), ("aggregates",)),
        "enterprises": (_("企业"), ("enterprises",)),
        "ladder": (_("梯队"), (EVERY,)),
        "gaps": (_("目标差距"), ("aggregates",)),
        "benchmarks": (_("对标"), ("aggregates",)),
        "upload": (_("数据上报"), ("upload", "approve")),
        "filings": (_("数据"), (EVERY,)),
        "trail": (_("留痕"), ("audit",)),
    }
)
_CELLS = {"all": _("全部"), "own": _("本口"), "controlled": _("受控"), "published": _("已公布的，受控"), "none": NO}


def holds(role: Role, right: str) -> bool:
    """Whether a role holds a right at all; `every_enterprise` is to see all firms. Raises KeyError for no right."""
    return role.enterprises == "all" if right == EVERY else role.may(right)


def roles() -> list[Role]:
    """The roles an account can have, in the order of the tables."""
    return [role for role in load_roles().values() if role.name != DEMO]


def pages() -> list[tuple[str, ...]]:
    """Page by role."""
    rows = [
        (title, *(_sign(any(holds(role, right) for right in rights)) for role in roles()))
        for title, rights in PAGES.values()
    ]
    return [_head(_("页面")), *rows]


def figures(titles: Sequence[str], of_moves: Sequence[str]) -> list[tuple[str, ...]]:
    """What of each metric, in sum and by enterprise, and of the rows behind them, each role gets.

    `of_moves` are the titles of metrics made of single firms' moves (who rose, who is near a line): no controlled role
    gets their sums either.
    """
    sums = tuple(_CELLS[role.aggregates] for role in roles())
    firms = tuple(_CELLS[role.enterprises] for role in roles())
    open_sums = tuple(NO if role.is_controlled else _CELLS[role.aggregates] for role in roles())
    every = tuple(_sign(role.enterprises == "all") for role in roles())
    return [
        _head(_("数")),
        *((_("{0}，汇总").format(title), *sums) for title in titles),
        *((_("{0}，汇总").format(title), *open_sums) for title in of_moves),
        *((_("{0}，按企业").format(title), *firms) for title in (*titles, *of_moves)),
        (_("企业名录，一家企业的历期"), *firms),
        (_("填报日历"), *firms),
        (_("归档与查出的问题"), *every),
        (_("公式里代入的各项合计"), *every),
    ]


def acts() -> list[tuple[str, ...]]:
    """What each role may do and take away."""
    drops = {role.name: role.upload for role in roles()}
    handles = tuple(_CELLS["all"] if role.approve else _CELLS[drops[role.name]] for role in roles())
    return [
        _head(_("做什么")),
        (_("下载图表"), *(_sign(role.export) for role in roles())),
        (_("下载填报模板"), *handles),
        (_("上报"), *(_CELLS[drops[role.name]] for role in roles())),
        (_("报审（设为两人时）"), *(_CELLS[drops[role.name]] for role in roles())),
        (_("下载标注好的表"), *handles),
        (_("移出收件箱"), *handles),
        (_("收下、批准"), *(_sign(role.approve) for role in roles())),
        (_("撤回"), *(_sign(role.undo) for role in roles())),
        (_("看服务的运行指标"), *(_sign(role.settings) for role in roles())),
        (_("看留痕"), *(_sign(role.audit) for role in roles())),
    ]


def _head(word: str) -> tuple[str, ...]:
    return (word, *(role.title for role in roles()))


def _sign(is_allowed: bool) -> str:
    return YES if is_allowed else NO
