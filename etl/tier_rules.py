"""规模分档的写法：data/tiers.toml 的档、临界线与培育库，建库之前核对。"""

from collections.abc import Iterator
from pathlib import Path

from etl.rule_file import NUMBER, entries, mistyped, read_rules, says
from etl.words import _

_PARTS = {"title", "note", "tier", "line", "pool", "threshold"}
_LINE = {"line": str, "floor_10k_cny": NUMBER, "band_pct": NUMBER, "risk_pct": NUMBER}


def load_tier_rules(file: Path) -> dict:
    """The tiers file as written. Raises rule_file.RuleFileError with every mistake."""
    return read_rules(file, _mistakes)


def _mistakes(file: str, raw: dict) -> Iterator[str]:
    for key in raw.keys() - _PARTS:
        yield says(file, key, _("…"), _("没有这一段；可用的有：{0}").format("、".join(sorted(_PARTS))))
    if not raw.get("tier"):
        yield says(file, "tier", _("（空）"), _("至少要有一个 [[tier]]"))
    for where, entry in entries(raw, "tier"):
        place = _("{0} · {1}").format(file, where)
        yield from mistyped(place, entry, {"tier": str, "sort": int}, {"floor_10k_cny": NUMBER, "is_above_scale": bool})
        if isinstance(entry, dict) and ("floor_10k_cny" in entry) == ("is_above_scale" in entry):
            yield says(
                place, "floor_10k_cny", _("（空）"), _("按金额分的写它，按在统与否分的写 is_above_scale，两者写一")
            )
    for where, entry in entries(raw, "line"):
        yield from mistyped(_("{0} · {1}").format(file, where), entry, _LINE, {"is_entry": bool})
    if "pool" in raw:
        place = _("{0} · [pool]").format(file)
        yield from mistyped(place, raw["pool"], {"reach_pct": NUMBER, "titles": list})
