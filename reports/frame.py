"""给图装框：白底、标题、单位、脚注、演示数据的水印，合成一张固定宽度的 SVG。"""

import re
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import vl_convert

from charts.figure import Figure
from charts.label import width
from charts.palette import FONT, GROUND, INK, LIGHTS, LINE, SECONDARY
from etl.words import _
from metrics.light import AMBER
from reports.font import use_own_fonts
from reports.marks import DEMO

WIDTH = 960
_MARGIN = 28
_INNER = WIDTH - 2 * _MARGIN
_CLOSING = "，。；：、）》”’！？%"  # 不许出现在行首
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def framed(figure: Figure, taken: str = "") -> str:
    """The figure as an SVG document, 960 px wide and as high as its words and chart need; nothing is cut."""
    body, height = _chart(figure.spec)
    words: list[str] = []
    y = _block(words, _lines(figure.title, _INNER / 22), 24, 20, INK, "bold")
    y = _block(words, _lines(figure.subtitle, _INNER / 14.5), y + 4, 14, SECONDARY)
    if figure.is_demo:
        y = _block(words, [DEMO], y + 4, 14, LIGHTS[AMBER].colour, "bold")
    top = y + 14
    y = top + height + 14
    words.append(f'<line x1="{_MARGIN}" x2="{WIDTH - _MARGIN}" y1="{y}" y2="{y}" stroke="{LINE}"/>')
    for note in _notes(figure, taken):
        y = _block(words, _lines(note, _INNER / 12.5), y + 6, 12, SECONDARY)
    total = round(y + 20)
    nested = re.sub(r"^<svg ", f'<svg x="{_MARGIN}" y="{top}" ', body)
    mark = _watermark(top + height / 2) if figure.is_demo else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" '
        f'width="{WIDTH}" height="{total}" viewBox="0 0 {WIDTH} {total}" role="img" '
        f"aria-label={quoteattr(_xml(figure.alt))}>"
        f'<rect width="{WIDTH}" height="{total}" fill="{GROUND}"/>{nested}{"".join(words)}{mark}</svg>'
    )


def _chart(spec: dict[str, Any]) -> tuple[str, float]:
    use_own_fonts()
    svg = vl_convert.vegalite_to_svg({**spec, "width": _INNER})
    svg = svg[svg.index("<svg ") :]
    height = re.search(r'\bheight="([\d.]+)"', svg[: svg.index(">")])
    if height is None:
        raise ValueError(_("图没有画出高度，无法导出"))
    return svg, float(height[1])


def _notes(figure: Figure, taken: str) -> list[str]:
    gap = "\u3000"
    facts = _("数据来源：{0}").format(figure.source) + gap + _("截至期：{0}").format(figure.period)
    facts += gap + _("数据版本：{0}").format(figure.version)
    who = [_("取走：{0}").format(taken)] if taken else []
    return [facts, _("口径：{0}").format(figure.definition), *who]


def _lines(text: str, per_line: float) -> list[str]:
    """Prose broken by width; a closing mark may hang over the edge rather than begin a line."""
    lines, line = [], ""
    for char in _xml(text).replace("\n", " "):
        if width(line + char) > per_line and char not in _CLOSING:
            lines.append(line)
            line = "" if char == " " else char
        else:
            line += char
    return [*lines, line] if line else lines


def _block(words: list[str], lines: Sequence[str], y: float, size: int, colour: str, weight: str = "normal") -> float:
    """Append lines of text below `y`; answers where the next block may begin."""
    for line in lines:
        y += size * 1.45
        words.append(
            f'<text x="{_MARGIN}" y="{y - size * 0.35:g}" font-family="{FONT}" font-size="{size}px" '
            f'font-weight="{weight}" fill="{colour}">{escape(line)}</text>'
        )
    return y


def _watermark(middle: float) -> str:
    centre = f"{WIDTH / 2:g} {middle:g}"
    return (
        f'<text x="{WIDTH / 2:g}" y="{middle:g}" transform="rotate(-16 {centre})" text-anchor="middle" '
        f'font-family="{FONT}" font-size="48px" fill="{INK}" opacity="0.07">{DEMO}</text>'
    )


def _xml(text: str) -> str:
    return _NOT_XML.sub("", text)
