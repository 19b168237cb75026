"""例证：公布过的算例，连同输入、答案与出处；当场再算一遍，看是否一致。"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import Any, get_type_hints

import numpy as np
import pandas as pd

from etl.words import _

_FOLDER = Path(__file__).with_name("proofs")
_DIGITS = 10  # 有效数字；再往后是二进制的尾数
_NOISE = 1e-12


@dataclass(frozen=True)
class Check:
    """One answer of an example: `function` is `module:name`, `pick` the part of its answer that is meant.

    `scale` multiplies what the function gives, where the page prints another unit (0.34 as 3400).
    """

    what: str
    function: str
    arguments: Mapping[str, Any]
    expected: Any
    tolerance: float = 1e-9
    pick: str = ""
    scale: float = 1.0


@dataclass(frozen=True)
class Proof:
    """A published example: `id` as in its collection, `metric` whose card shows it, `source` where it stands."""

    id: str
    metric: str
    title: str
    source: Mapping[str, str]
    checks: tuple[Check, ...]
    note: str = ""


@dataclass(frozen=True)
class Outcome:
    """What a check gave just now beside what was published."""

    what: str
    computed: Any
    published: Any
    agrees: bool

    def words(self) -> str:
        """`HHI（0–1）：算得 0.34，公布 0.34，一致`."""
        said = _("一致") if self.agrees else _("不一致")
        return _("{what}：算得 {computed}，公布 {published}，{said}").format(
            what=self.what, computed=_shown(self.computed), published=_shown(self.published), said=said
        )


@cache
def load() -> tuple[Proof, ...]:
    """Every example in `proofs/*.toml`, by file and in the order written there."""
    return tuple(
        Proof(**{**entry, "checks": tuple(Check(**check) for check in entry["checks"])})
        for file in sorted(_FOLDER.glob("*.toml"))
        for entry in tomllib.loads(file.read_text(encoding="utf-8")).get("proof", [])
    )


def of(metric: str) -> tuple[Proof, ...]:
    """The examples that prove a metric; none gives ()."""
    return tuple(proof for proof in load() if proof.metric == metric)


def run(proof: Proof) -> tuple[Outcome, ...]:
    """Compute every answer of an example now, with the same functions the metric itself calls."""
    return tuple(_outcome(check) for check in proof.checks)


def words(proof: Proof, most: int | None = None) -> str:
    """The example in one line: title, what it gave and what was published, and where it stands.

    `most` keeps that many answers and counts the rest; one that does not agree is never left out.
    """
    outcomes = run(proof)
    told = [outcome for place, outcome in enumerate(outcomes) if most is None or place < most or not outcome.agrees]
    answers = "；".join(outcome.words() for outcome in told)
    if len(told) < len(outcomes):
        answers += _("；另{count}项也一致").format(count=len(outcomes) - len(told))
    return _("{title}：{answers}（{source}）").format(title=proof.title, answers=answers, source=source_words(proof))


def source_words(proof: Proof) -> str:
    """Where the example stands: title, repository and path or address, whichever are known."""
    keys = ("title", "repo", "path", "url", "file")
    return " ".join(proof.source[key] for key in keys if proof.source.get(key))


def _outcome(check: Check) -> Outcome:
    module, _colon, name = check.function.partition(":")
    function = getattr(import_module(module), name)
    answer = _picked(function(**_arguments(function, check.arguments)), check.pick)
    computed = _plain(answer)
    if check.scale != 1.0:
        computed = _scaled(computed, check.scale)
    return Outcome(check.what, computed, check.expected, agree(computed, check.expected, check.tolerance))


def _arguments(function: Any, arguments: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ANN401  # 任何可调用者
    """Lists become what the function says it takes: a column, an array, or stay lists; "null" is unknown."""
    kinds = get_type_hints(function)
    given = {name: None if value == "null" else value for name, value in arguments.items()}
    for name in set(given) & set(signature(function).parameters):
        if isinstance(given[name], list):
            kind = str(kinds.get(name, ""))
            if "ndarray" in kind:
                given[name] = np.asarray(given[name])
            elif "Series" in kind:
                given[name] = pd.Series(given[name])
    return given


def _picked(answer: Any, pick: str) -> Any:  # noqa: ANN401  # 数、元组、记录或表
    """The part that is meant, by dotted path: fields, keys and places; what can be called is called."""
    for part in pick.split(".") if pick else ():
        if hasattr(answer, part) and not isinstance(answer, dict):
            answer = getattr(answer, part)
        else:
            answer = answer[int(part)] if part.isdigit() and not isinstance(answer, dict) else answer[part]
        answer = answer() if callable(answer) else answer
    return answer


def _plain(answer: Any) -> Any:  # noqa: ANN401
    """Arrays and columns as lists, their numbers as Python's own."""
    if isinstance(answer, np.ndarray | pd.Series):
        return _plain(answer.tolist())
    if isinstance(answer, list | tuple):
        return [_plain(one) for one in answer]
    return answer.item() if isinstance(answer, np.generic) else answer


def _scaled(answer: Any, scale: float) -> Any:  # noqa: ANN401
    return [_scaled(one, scale) for one in answer] if isinstance(answer, list) else answer * scale


def agree(computed: Any, published: Any, tolerance: float) -> bool:  # noqa: ANN401
    """Whether both are the same to within `tolerance`, element by element; "null" is met by an unknown only."""
    if isinstance(published, list):
        if not isinstance(computed, list) or len(computed) != len(published):
            return False
        return all(agree(*pair, tolerance) for pair in zip(computed, published, strict=True))
    is_unknown = computed is None or computed != computed  # 非数不等于自己
    if published == "null" or computed is None or is_unknown:
        return published == "null" and is_unknown
    if isinstance(published, int | float) and not isinstance(published, bool):
        return abs(computed - published) <= tolerance
    return computed == published


def _shown(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, list):
        return "、".join(_shown(one) for one in value)
    if value is None or value == "null" or value != value:
        return _("空")
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, int | float):
        return f"{value:.{_DIGITS}g}".replace("-", "−") if abs(value) > _NOISE else "0"
    return str(value)
