"""在收到的字节里找企业：代码、名称、每一个报过的数，不论怎样写着。"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

import duckdb
import numpy as np

_NUMBER = re.compile(rb"(?<![A-Za-z\d,.])[\d,.]+(?![A-Za-z\d])|[\d,]+\.[\d,.]+")  # 会话号、摘要里的一串数字不算
_ESCAPED = re.compile(rb"(?:\\u[0-9a-fA-F]{4})+")
_FIGURES = """
SELECT enterprise_id, unnest([revenue_10k_cny, prior_reported_10k_cny, prior_stored_10k_cny])::DOUBLE AS amount
FROM fact
UNION SELECT enterprise_id, revenue_10k_cny::DOUBLE FROM filed_version
"""
_LEAST = 6  # 位有效数字；再短的数，几万个合计、公布数里碰巧也有
_LENGTH = 32  # 再长的一串数字不是谁的数
_SCALES = (1.0, 1e-4, 1e4)  # 万元、亿元、元


@dataclass(frozen=True)
class Firm:
    """What gives one firm away: its words, and its figures in 万元."""

    words: frozenset[bytes]
    figures: frozenset[float]


def firms_of(data: Path) -> dict[str, Firm]:
    """Every firm on the books by its code: code, name, every figure it filed in any basis, and last year's."""
    from etl.build import build

    with duckdb.connect(str(build(data)), read_only=True) as books:
        names = dict(books.execute("SELECT enterprise_id, enterprise FROM enterprise").fetchall())
        rows = books.execute(_FIGURES).fetchall()
    figures: dict[str, set[float]] = {code: set() for code in names}
    for code, amount in rows:
        if amount is not None and amount > 0:
            figures.setdefault(code, set()).add(amount)
    known = {code: frozenset({code.encode(), name.encode()}) for code, name in names.items() if name}
    return {code: Firm(words, frozenset(figures[code])) for code, words in known.items()}


class Search:
    """These firms' words and figures, ready to be looked for in many pieces.

    `asked` are words that were in the addresses themselves and come back as they are.
    """

    def __init__(self, firms: Iterable[Firm], *, asked: Iterable[bytes] = ()) -> None:
        chosen = list(firms)
        self.words = sorted({word for firm in chosen for word in firm.words} - set(asked))
        figures = {amount for firm in chosen for amount in firm.figures}
        long = [amount for amount in figures if len(f"{amount:.6f}".replace(".", "").strip("0")) >= _LEAST]
        self.written = {f"{amount * scale:.6f}" for amount in long for scale in _SCALES}
        self.machine = np.array(sorted({one for amount in long for one in (amount, amount / 1e4)}))
        self.cents = np.array(sorted({round(amount * 100) for amount in long if amount * 100 >= 1e6}), dtype="<i8")

    def hits(self, received: bytes) -> list[str]:
        """Every word and figure in these bytes: as text, escaped, with commas, as 亿元, as a machine's number."""
        plain = _plain(received)
        found = [word.decode() for word in self.words if word in plain]
        runs = {match.strip(b",.").replace(b",", b"").decode() for match in set(_NUMBER.findall(received))}
        seen = {run for run in runs if run.count(".") <= 1}  # 两个小数点是格子首尾相接，另由 cells 一格格写出
        long = {one for one in seen if len(one.replace(".", "").strip("0")) >= _LEAST}
        found += sorted({f"{float(one):.6f}" for one in long if len(one) < _LENGTH} & self.written)
        for shift in range(8):
            part = received[shift : shift + (len(received) - shift) // 8 * 8]
            found += [f"<f8 {one}" for one in _common(np.frombuffer(part, "<f8"), self.machine)]
            found += [f"<i8 {one}" for one in _common(np.frombuffer(part, "<i8"), self.cents)]
        return found


def hits(received: bytes, firms: Iterable[Firm], *, asked: Iterable[bytes] = ()) -> list[str]:
    """Every word and figure of these firms in these bytes."""
    return Search(firms, asked=asked).hits(received)


def _common(numbers: np.ndarray, known: np.ndarray) -> np.ndarray:
    if not len(known) or not len(numbers):
        return known[:0]
    place = np.minimum(np.searchsorted(known, numbers), len(known) - 1)
    return np.unique(numbers[known[place] == numbers])


def _plain(received: bytes) -> bytes:
    """The bytes, and once more with what is escaped for JSON or for an address written out, where there is any."""
    forms = [received]
    if rb"\u" in received:
        forms.append(_ESCAPED.sub(lambda one: one[0].decode("unicode_escape").encode("utf-8", "replace"), received))
    if b"%E" in received:
        forms.append(unquote_to_bytes(received))
    return b"\n".join(forms)
