"""颜色、灯号与图的统一样式：同一事物在每页、每图、每份导出里同一个颜色。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from etl.words import _
from metrics.light import AMBER, GREEN, NONE, RED, WORDS

INK = "#1B2430"
SECONDARY = "#5B6675"
LINE = "#E3E7EC"
GROUND = "#FFFFFF"
PANEL = "#F6F8FA"
ACCENT = "#1F5FA8"
LAST_YEAR = "#9AA5B1"  # 上年同期细线：比正文浅，比网格线深
OTHERS = "#A9B2BC"  # “其他”与未归类永远是灰
FALL = "#C77410"  # 下降、下拉：与蓝成对，色弱者分得开，且不借用灯的红
CATEGORIES = (
    "#1F5FA8",
    "#C77410",
    "#2B9C83",
    "#B6487F",
    "#6C5BB0",
    "#8A9A2B",
    "#2D90BB",
    "#A0522D",
    "#546E7A",
    "#D16B6B",
)


@dataclass(frozen=True)
class Light:
    """One state of the light: a glyph and a word beside the colour, so it survives grey print and colour blindness."""

    glyph: str
    word: str
    colour: str

    @property
    def label(self) -> str:
        """Glyph and word, e.g. `● 达序`."""
        return f"{self.glyph} {self.word}"


LIGHTS: Mapping[str, Light] = MappingProxyType(
    {
        GREEN: Light(GREEN, WORDS[GREEN], "#1A7F4B"),
        AMBER: Light(AMBER, WORDS[AMBER], "#A86200"),
        RED: Light(RED, WORDS[RED], "#C0362C"),
        NONE: Light(NONE, WORDS[NONE], "#6B7684"),  # #8A94A1 在白底上只有 3.1:1
    }
)


def light(glyph: object) -> Light:
    """The light of a metric's `light` value (● ▲ ■ ○); unknown and missing are 无法评判, never green."""
    return LIGHTS.get(glyph, LIGHTS[NONE]) if isinstance(glyph, str) else LIGHTS[NONE]


def colours(names: Sequence[str], given: Mapping[str, str] | None = None) -> dict[str, str]:
    """Colour of each name: the taxonomy's own first, then the palette's next one not yet taken; 其他/未归类 grey."""
    given = given or {}
    grey = {_("其他"), _("未归类")}
    taken = {given[name] for name in names if name in given}
    free = [colour for colour in CATEGORIES if colour not in taken] or list(CATEGORIES)
    fresh = [name for name in names if name not in given and name not in grey]
    chosen = {name: free[index % len(free)] for index, name in enumerate(fresh)}
    return {name: given.get(name) or (OTHERS if name in grey else chosen[name]) for name in names}


def contrast(colour: str) -> float:
    """Contrast of `#RRGGBB` against the white ground, 1…21 (WCAG 2.2, relative luminance)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def on(colour: str) -> str:
    """The colour of words written on `colour`: white or ink, whichever stands out more."""
    return GROUND if contrast(colour) >= contrast(INK) / contrast(colour) else INK


def legible(colour: str) -> str:
    """The colour darkened just enough to be read as text on white (4.5:1); a line may be lighter than its word."""
    while contrast(colour) < 4.5:
        colour = "#" + "".join(f"{int(int(colour[at : at + 2], 16) * 0.95):02X}" for at in (1, 3, 5))
    return colour


# 必须是一串：只写一种而机器上没有时，vl-convert 会让文字整个消失
FONT = "Microsoft YaHei, PingFang SC, Noto Sans CJK SC, sans-serif"

CONFIG = {
    "font": FONT,
    "background": GROUND,
    "view": {"stroke": None},
    "axis": {
        "aria": False,
        "domainColor": LINE,
        "gridColor": LINE,
        "tickColor": LINE,
        "labelColor": SECONDARY,
        "labelFontSize": 12,
        "labelLimit": 400,
        "titleColor": SECONDARY,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "titleLimit": 600,
    },
    "axisX": {"labelAngle": 0, "grid": False},
    "axisY": {"titleAngle": 0, "titleAlign": "left", "titleAnchor": "end", "titleBaseline": "bottom"},
    "legend": {
        "aria": False,
        "labelColor": INK,
        "labelFontSize": 12,
        "labelLimit": 300,
        "title": None,
        "symbolType": "square",
    },
    "text": {"color": INK, "fontSize": 12},
    "mark": {"tooltip": False, "aria": False},  # 读屏器读整图的 alt 与孪生表，不读字段名
    "locale": {"number": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""], "minus": "−"}},
}
