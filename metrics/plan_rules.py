"""规划文件该怎么写：逐条核对规划、目标与亮灯规则的 TOML，每处错误说成一句完整的话。"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from etl.words import _

NUMBER = (int, float)
OPERATORS = {
    "amount": (">", ">=", "=", "~"),
    "count_above": (">", ">=", "=", "~"),
    "count": (">", ">=", "=", "~"),
    "share": (">", ">=", "=", "~"),
    "rate": (">", ">=", "=", "~"),
    "rank": ("rank<=",),
    "relative": (">", ">=", "="),
    "range": ("range",),
    "qualitative": ("qualitative",),
}
CHOICES = {
    "type": tuple(OPERATORS),
    "period_type": ("annual", "point", "cumulative", "plan_period"),
    "mode": ("total", "each", "any_enterprise"),
    "from": ("enterprises", "published", "none"),
    "what": ("revenue", "above_scale", "count_above", "groups_above"),
    "basis": ("year", "ytd", "point"),
    "dimension": (
        "cluster",
        "field",
        "chain",
        "stage",
        "carrier",
        "industry",
        "region",
        "subdistrict",
        "tier",
        "title",
    ),
    "path": ("constant_growth", "linear"),
    "expectation_at_expiry": ("amber", "red"),
}
_PLAN_TEXTS = ("code", "title", "short", "issuer", "scope")
_TARGET_TEXTS = ("code", "indicator", "type", "operator", "period_type", "scope", "clause", "quote")
# 键 → 允许的类型；没列出的键都不认
PLAN_KEYS: dict[str, tuple[type, ...]] = {
    **dict.fromkeys((*_PLAN_TEXTS, "document_no", "issued_on", "start", "end", "note"), (str,)),
    "target": (list,),
}
TARGET_KEYS: dict[str, tuple[type, ...]] = {
    **dict.fromkeys((*_TARGET_TEXTS, "unit", "deadline", "mode", "base_period", "note"), (str,)),
    **dict.fromkeys(("value", "value_low", "value_high", "ratio"), NUMBER),
    **dict.fromkeys(("is_vision", "is_expectation"), (bool,)),
    **dict.fromkeys(("line", "threshold_10k_cny"), (int,)),
    **dict.fromkeys(("group", "base", "measure"), (dict,)),
    "other_modes": (list,),
}
TABLE_KEYS: dict[str, dict[str, tuple[type, ...]]] = {
    "group": {"dimension": (str,), "values": (list,)},
    "base": {"period": (str,), "value": NUMBER, "unit": (str,), "quote": (str,), "line": (int,)},
    "measure": dict.fromkeys(("from", "what", "tier", "indicator", "region", "basis", "why"), (str,)),
}
LIGHT_KEYS: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("path", "expectation_at_expiry"), (str,)),
    **dict.fromkeys(("amber_within_pp", "approximate_tolerance_pct"), NUMBER),
    "rules": (dict,),
}
LIGHT_RULES = ("green", "amber", "red", "ended_met", "ended_missed", "none", "path", "approximate", "expectation")
# 各类目标要写哪些数，其余的数一律不许写
_NUMBERS = {"range": ("value_low", "value_high"), "relative": ("ratio",), "qualitative": ()}
_QUARTER = re.compile(r"\d{4}Q[1-4]")


@dataclass(frozen=True)
class _Place:
    """One spot in a file, so that every problem says where it is."""

    file: str
    item: str

    def says(self, key: str, value: object, rule: str) -> str:
        return _("{file} · {item} · {key} · {value}：{rule}").format(
            file=self.file, item=self.item, key=key, value=value, rule=rule
        )


def plan_mistakes(file: str, raw: dict) -> Iterator[str]:
    """Every mistake inside one plan file; nothing when it is right."""
    place = _Place(file, _("表头"))
    yield from _shape(place, raw, PLAN_KEYS, (*_PLAN_TEXTS, "target"))
    for key in ("start", "end"):
        yield from _quarter(place, key, raw.get(key) or None)
    if raw.get("start", "") > raw.get("end", "") != "":
        yield place.says("end", raw["end"], _("应不早于 start（{start}）；请改写").format(start=raw["start"]))
    for item in _list(raw, "target"):
        if not isinstance(item, dict):
            yield place.says("target", item, _("应为 [[target]] 段；请改写"))
    for number, target in enumerate(_targets(raw), start=1):
        yield from _target_mistakes(_Place(file, _target_name(number, target)), target)


def light_mistakes(file: str, raw: dict) -> Iterator[str]:
    """Every mistake in the light rule; nothing when it is right."""
    place = _Place(file, _("亮灯规则"))
    yield from _shape(place, raw, LIGHT_KEYS, tuple(LIGHT_KEYS))
    for key in ("path", "expectation_at_expiry"):
        yield from _choice(place, key, raw.get(key))
    for key in ("amber_within_pp", "approximate_tolerance_pct"):
        if isinstance(raw.get(key), NUMBER) and not 0 <= raw[key] <= 100:
            yield place.says(key, raw[key], _("应在 0 到 100 之间；请改写"))
    rules = _table(raw, "rules")
    for key in LIGHT_RULES:
        if not isinstance(rules.get(key), str) or not rules[key]:
            yield place.says(f"rules.{key}", rules.get(key, _("（空）")), _("每种灯都要有一句印出来的规则；请补上"))
    for key in rules.keys() - set(LIGHT_RULES):
        yield place.says(f"rules.{key}", rules[key], _("没有这个键；请删去"))


def repeated_codes(raw_plans: dict[str, dict]) -> Iterator[str]:
    """Plan codes used by two files and target codes used twice anywhere."""
    plans: dict[str, str] = {}
    targets: dict[str, str] = {}
    for file, raw in raw_plans.items():
        yield from _repeated(plans, _Place(file, _("表头")), raw)
        for number, target in enumerate(_targets(raw), start=1):
            yield from _repeated(targets, _Place(file, _target_name(number, target)), target)


def _repeated(seen: dict[str, str], place: _Place, raw: dict) -> Iterator[str]:
    code = str(raw.get("code", ""))
    if code and code in seen:
        yield place.says("code", code, _("{where} 已用；请换一个").format(where=seen[code]))
    seen.setdefault(code, f"{place.file} · {place.item}")


def _target_mistakes(place: _Place, raw: dict) -> Iterator[str]:
    yield from _shape(place, raw, TARGET_KEYS, (*_TARGET_TEXTS, "line", "measure"))
    if raw.get("line") == 0:
        yield place.says("line", 0, _("行号从 1 起；请改写"))
    for key in ("type", "period_type", "mode"):
        yield from _choice(place, key, raw.get(key))
    for mode in _list(raw, "other_modes"):
        if mode not in CHOICES["mode"]:
            yield place.says("other_modes", mode, _choice_rule("mode"))
    kind = raw.get("type")
    if isinstance(kind, str) and kind in OPERATORS:
        if raw.get("operator") and raw["operator"] not in OPERATORS[kind]:
            known = "、".join(OPERATORS[kind])
            yield place.says("operator", raw["operator"], _("这类目标只用 {known}；请改写").format(known=known))
        yield from _numbers(place, raw, _NUMBERS.get(kind, ("value",)))
    yield from _deadline(place, raw)
    for key in ("group", "base", "measure"):
        if isinstance(raw.get(key), dict):
            yield from _shape(place, raw[key], TABLE_KEYS[key], (), prefix=f"{key}.")
    yield from _sources(place, raw)


def _numbers(place: _Place, raw: dict, wanted: tuple[str, ...]) -> Iterator[str]:
    for key in ("value", "value_low", "value_high", "ratio"):
        if key in wanted and key not in raw:
            yield place.says(key, _("（空）"), _("这类目标必须有这个数；请补上"))
        elif key not in wanted and key in raw:
            yield place.says(key, raw[key], _("这类目标不写这个数；请删去"))
    if wanted and not raw.get("unit"):
        yield place.says("unit", _("（空）"), _("有数就要有计量单位；请补上"))
    low, high = raw.get("value_low"), raw.get("value_high")
    if isinstance(low, NUMBER) and isinstance(high, NUMBER) and low >= high:
        yield place.says("value_low", low, _("应小于 value_high（{high}）；请改写").format(high=high))
    if "ratio" in wanted and not raw.get("base_period"):
        yield place.says("base_period", _("（空）"), _("相对目标要写相对哪一期，如 2030Q4；请补上"))
    if (raw.get("type") == "count_above") != ("threshold_10k_cny" in raw):
        value = raw.get("threshold_10k_cny", _("（空）"))
        yield place.says("threshold_10k_cny", value, _("过线家数必须写、且只有它写门槛（万元）；请补上或删去"))


def _deadline(place: _Place, raw: dict) -> Iterator[str]:
    yield from _quarter(place, "deadline", raw.get("deadline"))
    yield from _quarter(place, "base_period", raw.get("base_period"))
    if bool(raw.get("deadline")) == bool(raw.get("is_vision")):
        rule = _("有期限的写 deadline，没有期限的写 is_vision = true，二者必居其一；请改写")
        yield place.says("deadline", raw.get("deadline", _("（空）")), rule)


def _sources(place: _Place, raw: dict) -> Iterator[str]:
    measure, base, group = (_table(raw, key) for key in ("measure", "base", "group"))
    wanted = {"enterprises": ("what",), "published": ("indicator", "region", "basis"), "none": ("why",)}
    source = measure.get("from")
    yield from _choice(place, "from", source or _("（空）"), prefix="measure.")
    for key in ("what", "basis"):
        yield from _choice(place, key, measure.get(key), prefix="measure.")
    for key in wanted.get(str(source), ()):
        if not measure.get(key):
            yield place.says(f"measure.{key}", _("（空）"), _("来源为 {source} 时必填；请补上").format(source=source))
    if source == "enterprises" and not group.get("values"):
        yield place.says("group", _("（空）"), _("从企业数据算的目标要写清是哪些组；请补上 dimension 与 values"))
    if group:
        yield from _choice(place, "dimension", group.get("dimension", _("（空）")), prefix="group.")
    if base:
        yield from _quarter(place, "base.period", base.get("period", ""))
        if "value" in base and not (base.get("quote") and base.get("unit") and base.get("line")):
            yield place.says("base", base["value"], _("基期数要有单位、原文引文与行号；请补上 unit、quote、line"))


def _shape(
    place: _Place, raw: dict, known: dict[str, tuple[type, ...]], required: tuple[str, ...], prefix: str = ""
) -> Iterator[str]:
    """Unknown keys, wrong types, and required keys that are missing or blank."""
    for key in sorted(raw.keys() - known.keys()):
        yield place.says(prefix + key, raw[key], _("没有这个键；请删去，或看 data/plans/README.md 里的写法"))
    for key in known.keys() & raw.keys():
        if type(raw[key]) not in known[key]:
            yield place.says(prefix + key, raw[key], _("值的类型不对；请看 data/plans/README.md 里的写法"))
    for key in required:
        if raw.get(key) in (None, "", [], {}):
            yield place.says(prefix + key, _("（空）"), _("必填；请补上"))


def _choice(place: _Place, key: str, value: object, prefix: str = "") -> Iterator[str]:
    if value not in (None, "") and value not in CHOICES[key]:
        yield place.says(prefix + key, value, _choice_rule(key))


def _choice_rule(key: str) -> str:
    return _("只能是 {known}；请改写").format(known="、".join(CHOICES[key]))


def _quarter(place: _Place, key: str, value: object) -> Iterator[str]:
    if value is not None and not (isinstance(value, str) and _QUARTER.fullmatch(value)):
        yield place.says(key, value, _("期要写成 2025Q4 的样子；请改写"))


def _targets(raw: dict) -> list[dict]:
    return [item for item in _list(raw, "target") if isinstance(item, dict)]


def _table(raw: dict, key: str) -> dict:
    return raw[key] if isinstance(raw.get(key), dict) else {}


def _list(raw: dict, key: str) -> list:
    return raw[key] if isinstance(raw.get(key), list) else []


def _target_name(number: int, target: dict) -> str:
    return _("第{number}个目标「{code} {indicator}」").format(
        number=number, code=target.get("code", ""), indicator=target.get("indicator", "")
    )
