"""普通企业：一年一批纳统，也有退统、迁出的，还有一直在线下的；合起来正好是故事里的家数。"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

from etl.demo.chance import between, fraction, one_by_weight, one_of
from etl.demo.credit_code import credit_code
from etl.demo.firms import Firm
from etl.demo.quarters import Quarter
from etl.demo.story import FIELDS, first_quarter, table

_FIRST_SERIAL = 1001  # 骨干企业用 1000 以内的


def ordinary() -> list[Firm]:
    """Every firm the story doesn't name, group by group; serials and names are unique."""
    serials = count(_FIRST_SERIAL)
    firms: list[Firm] = []
    for group, plan in table("story")["groups"].items():
        firms += _above_scale(group, plan, serials)
        firms += [_firm(group, plan, next(serials), entered=None) for _ in range(plan["below"])]
    return _with_names(firms)


def _above_scale(group: str, plan: dict[str, Any], serials: Iterator[int]) -> list[Firm]:
    """Yearly intakes so that each year-end count is the plan's, after withdrawals and departures of older firms."""
    firms: list[Firm] = []
    standing = 0
    for year_text, wanted in plan["above"].items():
        year = int(year_text)
        for reason in ("withdrawn", "left"):
            for _ in range(plan[reason].get(year_text, 0)):
                _leave(firms, year, reason)
                standing -= 1
        while standing < wanted:
            firms.append(_firm(group, plan, next(serials), entered=year))
            standing += 1
    return firms


def _leave(firms: list[Firm], year: int, reason: str) -> None:
    """One firm that came in at least two years ago is taken out of the list, or leaves the district, in place."""
    known_since = date(year - 2, 12, 31)
    staying = [i for i, firm in enumerate(firms) if firm.above_to is None and firm.is_above_scale(known_since)]
    at = one_of(staying, "离开", year, reason, len(firms), len(staying))
    if reason == "withdrawn":
        firms[at] = replace(firms[at], above_to=date(year, 1, 1))
        return
    month = int(between(3, 9, "离开月份", firms[at].code))
    day = int(between(5, 26, "离开日", firms[at].code))
    firms[at] = replace(firms[at], above_to=date(year, month, 1), left_on=date(year, month, day))


def _firm(group: str, plan: dict[str, Any], serial: int, entered: int | None) -> Firm:
    kind = one_by_weight(plan["kinds"], "行当", serial)
    about = table("story")["kinds"][kind]
    chains, stages = _chain(kind, about, serial, is_small=entered is None)
    fields = _fields(kind, about, serial)
    subdistrict, carrier = _place(is_in_zone=kind not in FIELDS, serial=serial)
    above_from, reports_from = _intake(entered, serial)
    oldest_form = min(reports_from.year, above_from.year if above_from else reports_from.year)
    return Firm(
        key=str(serial),
        code=credit_code(serial),
        name="",
        kind=kind,
        fields=fields,
        clusters=_clusters(fields or (kind,), serial),
        chains=chains,
        stages=stages,
        industry_code=one_of(about["codes"], "小类", serial),
        subdistrict=subdistrict,
        carrier=carrier,
        founded=_founded(oldest_form, serial),
        above_from=above_from,
        above_to=None,
        left_on=None,
        reports_from=reports_from,
        group=group,
    )


def _fields(kind: str, about: dict[str, Any], serial: int) -> tuple[str, ...]:
    if kind not in FIELDS:
        return ()
    if about["also"] and fraction("兼营", serial) < 0.24:
        return (kind, one_by_weight(about["also"], "兼营哪个", serial))
    return (kind,)


def _clusters(kinds: tuple[str, ...], serial: int) -> tuple[str, ...]:
    """The main business's clusters, and now and then the side line's too: a field is not a cluster."""
    counted = kinds if fraction("兼入集群", serial) < 0.5 else kinds[:1]
    return tuple(dict.fromkeys(cluster for kind in counted for cluster in table("story")["kinds"][kind]["clusters"]))


def _chain(kind: str, about: dict[str, Any], serial: int, *, is_small: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    generative = table("story")["generative"]
    if kind == "人工智能" and is_small and fraction("生成式", serial) < generative["share"]:
        return ("生成式人工智能",), (one_of(generative["stages"], "环节", serial),)
    if kind in FIELDS:
        return (), ()
    return (kind,), (one_of(about["stages"], "环节", serial),)


def _place(is_in_zone: bool, serial: int) -> tuple[str, str]:
    places = {place["name"]: place for place in table("story")["subdistrict"]}
    if is_in_zone:
        places = {name: places[name] for name in table("story")["zone"]["subdistricts"]}
    name = one_by_weight({name: place["weight"] for name, place in places.items()}, "街道", serial)
    carriers = [c for c in places[name]["carriers"] if is_in_zone or not ("丽山" in c or "细胞" in c)]
    if not carriers or fraction("有无载体", serial) < 0.35:
        return name, ""
    return name, one_of(carriers, "载体", serial)


def _intake(entered: int | None, serial: int) -> tuple[date | None, Quarter]:
    """纳统 month and the first form: most are taken in in January, a third was on the forms as 规下 before."""
    if entered is None:
        years_late = int(between(0, 6, "线下起报", serial)) if fraction("线下老户", serial) < 0.7 else 0
        return None, Quarter(first_quarter().year + years_late, 1)
    if entered <= 2018:
        return date(int(between(2012, 2019, "老户纳统", serial)), 1, 1), first_quarter()
    month = 1 if fraction("纳统时机", serial) < 0.72 else int(between(4, 10, "纳统月", serial))
    above_from = date(entered, month, 1)
    if fraction("先线下", serial) < 0.34:
        return above_from, max(first_quarter(), Quarter(entered - 1 - int(between(0, 2, "先线下几年", serial)), 1))
    return above_from, Quarter(entered, (month + 2) // 3)


def _founded(oldest_form: int, serial: int) -> date:
    """Some years before the first form; now and then in the year itself, so that there is no 上年同期."""
    is_new = oldest_form >= 2020 and fraction("新办", serial) < 0.06
    year = oldest_form if is_new else oldest_form - 2 - int(between(0, 9, "成立几年", serial))
    month = 1 if is_new else int(between(1, 13, "成立月", serial))
    return date(year, month, int(between(3, 28, "成立日", serial)))


def _with_names(firms: list[Firm]) -> list[Firm]:
    words = table("names")
    taken: set[str] = set()
    named = []
    for firm in firms:
        attempt = 0
        while (given := _given_name(words, firm.key, attempt)) in taken:
            attempt += 1
        taken.add(given)
        trade = one_of(table("story")["kinds"][firm.kind]["trades"], "名称行当", firm.key)
        place = one_of(words["places"], "冠名", firm.key)
        form = "股份有限公司" if fraction("股份", firm.key) < 0.05 else "有限公司"
        named.append(replace(firm, name=f"{place}{given}{trade}{form}"))
    return named


def _given_name(words: dict[str, list[str]], key: str, attempt: int) -> str:
    return one_of(words["first"], "字号前", key, attempt) + one_of(words["second"], "字号后", key, attempt)
