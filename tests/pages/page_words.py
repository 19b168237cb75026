"""一页上人看得见的每一个词，与其中不该出现的英文和空值。"""

import re
from collections.abc import Iterator
from pathlib import Path

from streamlit.testing.v1 import AppTest

PAGES = Path(__file__).parents[2] / "pages"
NAMES = ["overview", "clusters", "structure", "enterprises", "ladder", "gaps", "benchmarks", "upload", "filings"]
# 看得见的英文只许是这些：文件名与代码、命令、格式名、出处地址、规划简称里的 IT、算力单位
_ALLOWED = re.compile(
    r"python -m etl \w+|[0-9A-Za-z一-龥—-]+\.(?:xlsx|csv)|(?<![A-Z\d])[0-9A-HJ-NPQRTUWXY]{18}(?![A-Z\d])"
    r"|https?://[^\s（）]+|[A-Za-z][\w.-]*(?:/[\w.-]+)+|REAT|PySAL|EconGeo|HHI"  # 算例的出处与指数的名称
    r"|\d{8}T\d{9}Z-[0-9a-f]{6}|(?<![0-9a-z])[0-9a-f]{12}(?![0-9a-z])|PNG|SVG|CSV|XLSX|IT|TOML|\d+ ?[PM](?![A-Za-z])"
)
_ENGLISH = re.compile(r"[A-Za-z]{2,}|\bNaN?\b")


def open_page(name: str, *, in_frame: bool = False, **asked: str) -> AppTest:
    """The page alone, or inside the frame, with query parameters; raises what the page raised."""
    file = PAGES / "ui" / "frame.py" if in_frame else PAGES / f"{name}.py"
    at = AppTest.from_file(str(file), default_timeout=60)
    for key, value in asked.items():
        at.query_params[key] = value
    at.run()
    if in_frame and name != "overview":
        at.switch_page(str(PAGES / f"{name}.py")).run()
    if at.exception:
        raise AssertionError(at.exception[0].message)
    return at


def open_everything(at: AppTest) -> AppTest:
    """Open every expander, those inside others too."""
    seen: set[str] = set()
    while fresh := {box.proto.id.split("-", 2)[2] for box in at.get("expander")} - seen:
        for key in fresh:
            at.session_state[key] = True
        seen |= fresh
        at.run()
        if at.exception:
            raise AssertionError(at.exception[0].message)
    return at


def words(at: AppTest) -> Iterator[str]:
    """Every text on the page, labels and table cells included."""
    for kind in ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error", "text", "code"):
        for element in at.get(kind):
            yield str(getattr(element, "value", ""))
    for metric in at.metric:
        yield from (str(metric.label), str(metric.value), str(metric.delta))
    for kind in ("selectbox", "multiselect", "button", "text_input", "button_group", "expander", "download_button"):
        for element in at.get(kind):
            yield str(getattr(element, "label", ""))
    for box in at.selectbox:
        yield from map(str, box.options)
    for frame in at.dataframe:
        yield from map(str, frame.value.columns)
        for column in frame.value.columns:
            yield from (str(cell) for cell in frame.value[column].dropna())


def english(at: AppTest) -> list[str]:
    """Texts with English words, None or nan left after everything allowed is taken out."""
    return [text for text in words(at) if _ENGLISH.search(_ALLOWED.sub("", _plain(text)))]


def text(at: AppTest) -> str:
    return "\n".join(_plain(one) for one in words(at))


def _plain(text: str) -> str:
    """Markdown taken off: escapes, colour and size directives, where links lead, our word joiners."""
    text = re.sub(r"\]\(/[a-z-]+\)", "]", text)
    bare = re.sub(r":(?:gray|blue|green|orange|red|small|orange-badge)(?=\[)", "", text.replace("\u2060", ""))
    return re.sub(r"\\(?=_|[^\w\s])", "", bare)
