"""一张表没有行时说为什么：还没有数、不在数据的各期里、没有人合筛选，还是头几期。"""

from etl.words import _
from metrics.store import Store


def why_empty(store: Store, period: str | None, *, is_narrowed: bool) -> str:
    """Why the table of a period (None: of all) has no rows, and what to do; `is_narrowed` where filters were asked."""
    first, latest = store.meta.get("first_period", ""), store.meta.get("latest_period", "")
    if not latest and store.as_of:
        return _("到 {0} 为止还没有收下任何季报；请把 --as-of 写晚一些。").format(store.as_of)
    if not latest:
        said = _("{0} 里还没有任何季报。请先运行 python -m etl load 载入报表，或用 --data 指明别的数据目录。")
        return said.format(store.data)
    if period and not first <= period <= latest:
        return _("没有 {period} 的数据；现有 {first} 至 {latest}。").format(period=period, first=first, latest=latest)
    if is_narrowed:
        return _("没有符合条件的企业；请放宽 --where 或换一期。")
    said = _("这一期没有可列的：数据从 {first} 起，开头几期不足四个季度，也没有上年全年数。换一期再问。")
    return said.format(first=first)
