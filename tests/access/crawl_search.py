"""在收到的字节里找企业：代码、名称、每一个报过的数，整个的与凑整的，不论怎样写着。"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import unquote_to_bytes

import numpy as np

_GROUPED = rb"(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)"
_DECIMAL = rb"(?<![\d.])\d+\.\d+(?!\.?\d)"  # 两格首尾相接的不算，另由 cells 一格格写出
_WHOLE = rb"(?<![A-Za-z\d.])\d+(?![A-Za-z\d]|\.\d)"  # 会话号、摘要里的一串数字不算
_NUMBERS = [re.compile(one) for one in (_GROUPED, _DECIMAL, _WHOLE)]
_ESCAPED = re.compile(rb"(?:\\u[0-9a-fA-F]{4})+")
_CODE = re.compile(rb"\d+")
_EDGE = b"0-9A-Za-z.#"  # 六位的证券代码，旁边还有这些就是别的数、颜色、摘要
_LEAST = 5  # 位有效数字；万元两位小数，这就是一百万元
_NEAR = 40  # 字节
_CENTS = 1e6  # 以分计的整数，再小的与长度、位置分不开；256 的倍数是错开一个字节读的位置
# 万元的整个数乘几，写到小数点后第几位：元到分，万元两位起，亿元四位起
_SCALES = ((Decimal(1), range(2, 7)), (Decimal(10_000), range(3)), (Decimal("0.0001"), range(4, 11)))


@dataclass(frozen=True)
class Firm:
    """What gives one firm away: its words, and its figures in 万元."""

    words: frozenset[bytes]
    figures: frozenset[float | Decimal]


@dataclass(frozen=True)
class Hit:
    """Something found: what, and the bytes around it."""

    what: str
    context: bytes = b""

    @property
    def figure(self) -> str:
        """The number as text, unsigned; "" for a word, and for cents, which nothing shown is written in."""
        text = self.what.removeprefix("<f8 ").removeprefix("-")
        return text if re.fullmatch(r"\d+\.\d+|\d{5}|\d{7,}", text) else ""


class Search:
    """These firms' words and figures, ready to be looked for in many pieces.

    `asked` are words that were in the addresses themselves and come back as they are.
    """

    def __init__(self, firms: Iterable[Firm], *, asked: Iterable[bytes] = ()) -> None:
        chosen = list(firms)
        words = {word for firm in chosen for word in firm.words} - set(asked)
        self.codes = {word.decode() for word in words if word.isdigit()}
        self.words = sorted(word for word in words if not word.isdigit())
        figures = {abs(Decimal(str(amount))) for firm in chosen for amount in firm.figures if amount}
        self.written = {form for amount in figures for form in written(amount)}
        machine = np.array(sorted({sign * one for amount in figures for one in _machine(amount) for sign in (1, -1)}))
        self.machine = machine[machine.view("<i8") % 2**40 != 0]  # 只有高位的，是错开几个字节读的位置
        whole = {int(amount * scale) for amount in figures for scale in (100, 1_000_000)}
        signed = (sign * one for one in whole if one >= _CENTS and one % 256 for sign in (1, -1))
        self.cents = np.array(sorted(signed), dtype="<i8")

    def hits(self, received: bytes) -> list[Hit]:
        """Every word and figure in these bytes: as text, escaped, with commas, rounded, as a machine's number."""
        plain = _plain(received)
        found = [Hit(word.decode(), context) for word in self.words for context in _around(plain, word)]
        digits = {one.decode() for one in set(_CODE.findall(plain))} & self.codes if self.codes else set()
        found += [Hit(one, near) for one in sorted(digits) for near in _around(plain, one.encode(), _EDGE)]
        numbers = {shape: shape.findall(plain) for shape in _NUMBERS}
        seen = {short(one) for several in numbers.values() for one in set(several)}
        known = seen & self.written
        if known:
            places = {(short(one[0]), _near(plain, one)) for shape in _NUMBERS for one in shape.finditer(plain)}
            found += [Hit(one, near) for one, near in sorted(places) if one in known]
        for shift in range(8):
            part = received[shift : shift + (len(received) - shift) // 8 * 8]
            for kind, sought in (("<f8", self.machine), ("<i8", self.cents)):
                for one in _common(np.frombuffer(part, kind), sought):
                    nears = _around(received, one.tobytes())
                    found += [Hit(f"{kind} {one}", near) for near in nears]
        return found


def hits(received: bytes, firms: Iterable[Firm], *, asked: Iterable[bytes] = ()) -> list[str]:
    """Every word and figure of these firms in these bytes, once each."""
    return list(dict.fromkeys(hit.what for hit in Search(firms, asked=asked).hits(received)))


def written(amount: Decimal) -> Iterator[str]:
    """A figure (万元, positive) as 元, 万元, 亿元, in full and as pages round it, from five significant digits on."""
    for scale, places in _SCALES:
        for place in places:
            text = short(f"{amount * scale:.{place}f}".encode())
            if significant(text) >= _LEAST:
                yield text


def short(number: bytes) -> str:
    """A number as written, without commas and the zeros that end its decimals."""
    text = number.decode().replace(",", "")
    return text.rstrip("0").rstrip(".") if "." in text else text


def significant(text: str) -> int:
    """How many digits of a number mean anything: 0.0120 has 2, 1200 has 2."""
    return len(text.replace(".", "").strip("0"))


def fits(text: str, value: float) -> bool:
    """Whether a number as written is this value or a rounding of it; a value that rounds to nothing fits nothing."""
    half = 0.5001 * 10.0 ** -len(text.partition(".")[2])
    return value > half and abs(float(text) - value) <= half


def _machine(amount: Decimal) -> Iterator[float]:
    """As a program may hold it: in each unit, in full and rounded."""
    full = float(amount)
    yield from (full, full * 10_000, full / 10_000, full * 0.0001)
    for rounded in (round(amount, 2), round(amount * 10_000), round(amount / 10_000, 4)):
        if significant(f"{rounded:f}") >= _LEAST:
            yield float(rounded)


def _common(numbers: np.ndarray, known: np.ndarray) -> np.ndarray:
    if not len(known) or not len(numbers):
        return known[:0]
    place = np.minimum(np.searchsorted(known, numbers), len(known) - 1)
    return np.unique(numbers[known[place] == numbers])


def _around(plain: bytes, word: bytes, edge: bytes = b"") -> Iterator[bytes]:
    """The bytes around each place of a word, the same ones once; none of the bytes of `edge` may be next to it."""
    if word in plain:
        alone = rb"(?<![" + edge + rb"])" + re.escape(word) + rb"(?![" + edge + rb"])" if edge else re.escape(word)
        yield from sorted({_near(plain, match) for match in re.finditer(alone, plain)})


def _near(plain: bytes, match: re.Match[bytes]) -> bytes:
    return plain[max(0, match.start() - _NEAR) : match.end() + _NEAR]


def _plain(received: bytes) -> bytes:
    """The bytes, and once more with what is escaped for JSON or for an address written out, where there is any."""
    forms = [received]
    if rb"\u" in received:
        forms.append(_ESCAPED.sub(lambda one: one[0].decode("unicode_escape").encode("utf-8", "replace"), received))
    if b"%E" in received:
        forms.append(unquote_to_bytes(received))
    return b"\n".join(forms)
