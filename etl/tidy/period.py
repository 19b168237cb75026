"""报告期：各种写法都归到“某年第几季度末累计”。"""

import re
import unicodedata

_DASH = r"[-—–~至到]+"
_CHINESE_QUARTER = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR = r"(?<!\d)(20\d{2}|19\d{2})"
_QUARTER_ENDS = {(3, 31): 1, (6, 30): 2, (9, 30): 3, (12, 31): 4}
_PATTERNS = (
    (re.compile(_YEAR + r"年(0?[1-9]|1[0-2])月(0?[1-9]|[12]\d|3[01])日"), "day"),
    (re.compile(_YEAR + r"[.\-/](0?[1-9]|1[0-2])[.\-/](0?[1-9]|[12]\d|3[01])(?!\d)"), "day"),
    (re.compile(_YEAR + r"[年.\-/_]?[Qq]([1-4])(?!\d)"), "quarter"),
    (re.compile(r"(?<![A-Za-z0-9])[Qq]([1-4])[-_/]?(20\d{2})(?!\d)"), "quarter_first"),
    (re.compile(_YEAR + r"年?0?1月?" + _DASH + r"(0?[1-9]|1[0-2])月"), "month"),
    (re.compile(_YEAR + r"年?(0?[2-9]|1[0-2])月?" + _DASH + r"(0?[1-9]|1[0-2])月"), "span"),
    (re.compile(_YEAR + r"年第?([一二三四1-4])季度"), "quarter"),
    (re.compile(_YEAR + r"年(?:上半年|半年)"), "half"),
    (re.compile(_YEAR + r"年前([三3])季度"), "quarter"),
    (re.compile(_YEAR + r"(?:年(?:全年|度)|年1" + _DASH + r"12月)"), "year"),
    (re.compile(_YEAR + r"[年.\-/](0?[1-9]|1[0-2])月"), "month"),
)


# 表头附近常有的别的日期：填报日期、制表时间、有效期，都不是报告期。
_OTHER_DATES = re.compile(
    r"(?:填报|填表|制表|报出|报送|编制|打印|审核|导出)(?:日期|时间)[:：]?[\d年月日.\-/:]*|有效期[至限]?[:：]?[\d年月日.\-/]*"
)


class PeriodNotQuarterEnd(ValueError):
    """A stated period that isn't January to the end of a quarter (say 1-8月, or 7-9月): not ours to turn into one."""


def stated_periods(text: str) -> list[str]:
    """Quarters stated in a text, `2026Q3` = January to September 2026, first stated first, without repeats.

    「2015年第二季度（1-6月累计）」 → ["2015Q2"]; 「截至2015年9月底」 → ["2015Q3"]; a text that states none → [].
    Raises PeriodNotQuarterEnd for months that don't run from January to March, June, September or December: figures are
    cumulative (rules §1 of the domain notes).
    """
    compact = _OTHER_DATES.sub("", re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)))
    found: list[tuple[int, str]] = []
    taken: list[tuple[int, int]] = []
    for pattern, kind in _PATTERNS:
        for match in pattern.finditer(compact):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            period = _quarter(kind, match.groups())
            if period:
                found.append((match.start(), period))
    return list(dict.fromkeys(period for _, period in sorted(found)))


def period_words(period: str) -> str:
    """A quarter as a clerk writes it: `2026Q3` → 「2026年1-9月」."""
    return f"{period[:4]}年1-{int(period[-1]) * 3}月"


def stated_year(text: str) -> str | None:
    """The year of a text that states a whole year and nothing finer (「2022年」 → "2022Q4"); else None."""
    match = re.fullmatch(_YEAR + r"年?(?:全年|度)?", re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)))
    return f"{match.group(1)}Q4" if match else None


def _quarter(kind: str, groups: tuple[str, ...]) -> str | None:
    """None for a day that ends no quarter: it is the day of a signature or a print, not a period."""
    if kind == "day":
        quarter = _QUARTER_ENDS.get((int(groups[1]), int(groups[2])))
        return f"{groups[0]}Q{quarter}" if quarter else None
    if kind == "quarter":
        return f"{groups[0]}Q{_CHINESE_QUARTER[groups[1]]}"
    if kind == "span":
        raise PeriodNotQuarterEnd("{}年{}-{}月".format(*groups))
    if kind == "quarter_first":
        return f"{groups[1]}Q{groups[0]}"
    if kind == "half":
        return f"{groups[0]}Q2"
    if kind == "year":
        return f"{groups[0]}Q4"
    month = int(groups[1])
    if month % 3:
        raise PeriodNotQuarterEnd(f"{groups[0]}年1-{month}月")
    return f"{groups[0]}Q{month // 3}"
