"""把一份文件改坏：翻字节、截断、调换部件、改 XML。同一个随机源给出同一份坏文件。"""

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

Parts = dict[str, bytes]
_NUMBER = re.compile(rb"(?<=[\">])-?\d+(?:\.\d+)?(?=[\"<])")
_ATTRIBUTE = re.compile(rb'\s([\w:]+)="([^"<>]*)"')
_ROW = re.compile(rb"<row\b.*?</row>", re.DOTALL)
_CELL = re.compile(rb"<c\b[^>]*?/>|<c\b.*?</c>", re.DOTALL)
_TAG = re.compile(rb"<[^<>]+>")
_TEXT = re.compile(rb"(?<=>)[^<>]+(?=<)")
_REF = re.compile(rb'(<dimension ref=|<mergeCell ref=| r=)"[^"]*"')
_NUMBERS = (
    b"0 -0 -1 1e308 1e309 -1e400 NaN nan inf -INF Infinity 1E5 0x10 1_000 1e-400 99999999999 1048576 1048577 16385 "
    b"4294967296 9223372036854775808 0.1e 1.7976931348623157e308 5e-324 00012 1,234.5 12.3.4 2958466 -700000 60 0.5"
).split()
_WORDS = [
    *("", "——", "-", "/", "N/A", "#REF!", "１２３．５", "1,23,4", "(100)", "100万元", "壹佰", "12%", "TRUE", "＝1+1"),
    *(
        "=HYPERLINK(1)",
        "_x0000_",
        "_x000D_",
        "&#1;",
        "&#0;",
        "&#x10FFFF;",
        "&amp;lt;",
        "&bomb;",
        "合计",
        "其中：",
        "单位：亿元",
    ),
    *(
        "2026年1-3月",
        "2026Q5",
        "1900-02-29",
        "\u202e倒着",
        "\u200b",
        "\ufeff",
        "甲" * 40_000,
        "<![CDATA[x]]>",
        "<!-- -->",
    ),
    *("91370102MA0000001W", "9137010２MA0000001Ｗ", "统一社会信用代码", "企业名称", "营业收入（万元）", "营业收入"),
]
_REFS = [
    *(b"A1", b"XFD1048576", b"A1048576", b"A0", b"A1:XFD1048576", b"B2:A1", b"", b"1A", b"ZZZZ9", b"A99999999999"),
    *(b"A1:A1:A1", b"$A$1", b"a1", "Ａ１".encode()),
]


def mutated(name: str, content: bytes, chance: Random) -> bytes:
    """One to three changes, each of a kind that fits what the file is."""
    for _turn in range(chance.choice((1, 1, 2, 3))):
        content = chance.choice(_ways(name, content))(content, chance)
    return content


def _ways(name: str, content: bytes) -> list[Callable[[bytes, Random], bytes]]:
    if content.startswith(b"PK") and zipfile.is_zipfile(io.BytesIO(content)):
        return [_flip, _truncate, *[_members] * 2, *[_xml] * 16]
    return [_flip, _flip, _truncate, _lines] if name.endswith(".csv") else [_flip, _flip, _flip, _truncate]


def _flip(content: bytes, chance: Random) -> bytes:
    changed = bytearray(content)
    for _turn in range(chance.choice((1, 1, 3, 20)) if changed else 0):
        changed[chance.randrange(len(changed))] = chance.choice((0, 255, chance.randrange(256)))
    return bytes(changed)


def _truncate(content: bytes, chance: Random) -> bytes:
    start, end = sorted(chance.randrange(len(content) + 1) for _edge in range(2))
    return chance.choice((content[:end], content[:start] + content[end:], content + content[start:end]))


def _lines(content: bytes, chance: Random) -> bytes:
    lines = content.split(b"\r\n")
    at = chance.randrange(len(lines))
    words = chance.choice(_WORDS).encode("gb18030", "replace")
    lines[at] = chance.choice((b"", lines[at] * 2, lines[at] + b'"', words, lines[at].replace(b",", b",,", 1)))
    chance.choice((chance.shuffle, lambda _lines: None))(lines)
    return chance.choice((b"\r\n", b"\n", b"\r")).join(lines)


def _parts(content: bytes) -> Parts:
    """The parts that can be read; a damaged one is left as nothing."""
    parts: Parts = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in archive.infolist():
            try:
                parts[member.filename] = archive.read(member) if member.file_size < 4_000_000 else b""
            except Exception:  # 底本本来就是坏的：什么毛病都可能有
                parts[member.filename] = b""
    return parts


def _packed(parts: Parts) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _members(content: bytes, chance: Random) -> bytes:
    try:
        parts = _parts(content)
    except Exception:  # 目录坏了，当一串字节改
        return _flip(content, chance)
    names = list(parts)
    if len(names) < 2 or len(names) > 300:
        return _flip(content, chance)
    one, other = chance.sample(names, 2)
    change = chance.randrange(5)
    if change == 0:
        parts[one], parts[other] = parts[other], parts[one]
    elif change == 1:
        del parts[one]
    elif change == 2:
        parts[one] = b""
    elif change == 3:
        parts[one.upper()] = parts.pop(one)
    else:
        parts[chance.choice(("../", "/", "C:\\", "xl/vbaProject.bin", "\u202e"))] = parts[one]
    return _packed(parts)


def _xml(content: bytes, chance: Random) -> bytes:
    try:
        parts = _parts(content)
    except Exception:  # 同上
        return _flip(content, chance)
    names = [name for name in parts if name.lower().endswith((".xml", ".rels"))]
    sheets = [name for name in names if "worksheets/" in name or "sharedStrings" in name]
    if not names or len(names) > 300:
        return _flip(content, chance)
    name = chance.choice(sheets if sheets and chance.random() < 0.7 else names)
    parts[name] = chance.choice(_XML_WAYS)(parts[name], chance)
    return _packed(parts)


def _swap(pattern: re.Pattern[bytes], words: list[bytes]) -> Callable[[bytes, Random], bytes]:
    """A change of one to four matches into one of these words each."""

    def change(xml: bytes, chance: Random) -> bytes:
        places = list(pattern.finditer(xml))
        for match in sorted(
            chance.sample(places, min(len(places), chance.choice((1, 1, 2, 4)))), key=_end, reverse=True
        ):
            xml = xml[: match.start()] + chance.choice(words) + xml[match.end() :]
        return xml

    return change


def _end(match: re.Match[bytes]) -> int:
    return match.end()


def _attribute(xml: bytes, chance: Random) -> bytes:
    places = list(_ATTRIBUTE.finditer(xml))
    if not places:
        return xml
    match = chance.choice(places)
    values = [
        *_NUMBERS,
        *_REFS,
        b"s",
        b"str",
        b"inlineStr",
        b"e",
        b"b",
        b"d",
        b"n",
        b"hidden",
        b"&amp;",
        chance.choice(places)[2],
    ]
    value = chance.choice((b"", b' %b="%b"' % (match[1], chance.choice(values))))
    return xml[: match.start()] + value + xml[match.end() :]


def _reference(xml: bytes, chance: Random) -> bytes:
    places = list(_REF.finditer(xml))
    if not places:
        return _attribute(xml, chance)
    match = chance.choice(places)
    return xml[: match.start()] + match[1] + b'"' + chance.choice(_REFS) + b'"' + xml[match.end() :]


def _order(pattern: re.Pattern[bytes]) -> Callable[[bytes, Random], bytes]:
    """Shuffle, double, drop or swap what the pattern finds."""

    def change(xml: bytes, chance: Random) -> bytes:
        places = list(pattern.finditer(xml))
        if len(places) < 2:
            return xml
        start, end = places[0].start(), places[-1].end()
        pieces = [match[0] for match in places]
        one, other = chance.sample(range(len(pieces)), 2)
        way = chance.randrange(4)
        if way == 0:
            chance.shuffle(pieces)
        elif way == 1:
            pieces.insert(other, pieces[one])
        elif way == 2:
            del pieces[one]
        else:
            pieces[one], pieces[other] = pieces[other], pieces[one]
        return xml[:start] + b"".join(pieces) + xml[end:]

    return change


def _flip_text(xml: bytes, chance: Random) -> bytes:
    return _flip(xml, chance) if chance.random() < 0.5 else _truncate(xml, chance)


_XML_WAYS = [
    _swap(_NUMBER, list(_NUMBERS)),
    _swap(_NUMBER, [word.encode() for word in _WORDS]),
    _swap(_TEXT, [word.encode() for word in _WORDS]),
    _swap(_TEXT, list(_NUMBERS)),
    _swap(
        _TAG, [b"", b"<c>", b"</c>", b"<f>1</f>", b"<v>", b"<!DOCTYPE a>", b'<row r="3">', b"<row/>", b"<is><t/></is>"]
    ),
    _attribute,
    _reference,
    _order(_ROW),
    _order(_CELL),
    _flip_text,
]
