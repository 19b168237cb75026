"""中文字形自检：图导出前先试一次，缺字体时文字会无声消失，不会报错。"""

import os
from functools import cache
from pathlib import Path
from typing import Any

import vl_convert

from charts.palette import FONT, GROUND, INK
from etl.words import _


@cache
def use_own_fonts() -> None:
    """Make the fonts in $CLUSTER_FONT_DIR (OTF or TTF; woff is ignored by the renderer) known, once a process."""
    folder = os.environ.get("CLUSTER_FONT_DIR")
    if folder and Path(folder).is_dir():
        vl_convert.register_font_directory(folder)


def _drawn(text: str, font: str, colour: str = INK) -> bytes:
    spec: dict[str, Any] = {
        "width": 40,
        "height": 24,
        "data": {"values": [{}]},
        "mark": {"type": "text", "text": text, "font": font, "fontSize": 18, "color": colour},
        "config": {"view": {"stroke": None}, "background": GROUND},
    }
    return vl_convert.vegalite_to_png(spec)


@cache
def font_problem(font: str = FONT) -> str | None:
    """None where Chinese can be drawn in `font`, else the reason and the remedy in words.

    Two different characters must look different from nothing (no font at all: the text silently vanishes) and from
    each other (a font without Chinese: every character is the same box).
    """
    use_own_fonts()
    first, second = _drawn("集", font), _drawn("群", font)
    remedy = _(
        "请安装中文字体（Debian、Ubuntu：apt-get install fonts-noto-cjk），"
        "或把 Noto Sans CJK SC 的 OTF 文件放进一个文件夹并用环境变量 CLUSTER_FONT_DIR 指明，然后重新启动"
    )
    if first == _drawn("集", font, GROUND):  # 白字画在白底上，等于没有画
        return _("导出图片时画不出中文：找不到字体 {0}，文字会整个消失。{1}").format(font, remedy)
    if first == second:
        return _("导出图片时画不出中文：字体 {0} 里没有汉字，只画得出方框。{1}").format(font, remedy)
    return None
