"""登录的几页：没有脚本，没有外部资源，样式单独一个文件。"""

from html import escape
from pathlib import Path
from string import Template
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import HTMLResponse

from access.fault import AccessError
from etl.words import _

STYLE = Path(__file__).with_name("form.css")
_PAGE = Template(Path(__file__).with_name("form.html").read_text(encoding="utf-8"))
_MOST_BYTES = 4096


def page(title: str, body: str, message: str = "", status: int = 200) -> HTMLResponse:
    """A whole page. `body` is markup of this module; everything else is escaped."""
    note = f'<p class="note" role="alert">{escape(message)}</p>' if message else ""
    html = _PAGE.substitute(title=escape(title), name=escape(_("产业一网通览")), note=note, body=body)
    return HTMLResponse(html, status, {"cache-control": "no-store"})


def field(name: str, label: str, kind: str = "text", complete: str = "off", value: str = "") -> str:
    """A labelled input."""
    return (
        f'<label>{escape(label)}<input name="{name}" type="{kind}" autocomplete="{complete}" maxlength="256" '
        f'value="{escape(value)}" required></label>'
    )


def hidden(name: str, value: str) -> str:
    """A value that goes along unseen."""
    return f'<input type="hidden" name="{name}" value="{escape(value)}">'


def form(action: str, inside: str, button: str) -> str:
    """A form with one button, sent by POST."""
    return f'<form method="post" action="{escape(action)}">{inside}<button>{escape(button)}</button></form>'


def link(address: str, words: str, *, is_button: bool = False) -> str:
    """A link to one of our own pages."""
    shape = ' class="button"' if is_button else ""
    return f'<p><a{shape} href="{escape(address)}">{escape(words)}</a></p>'


async def sent(request: Request) -> dict[str, str]:
    """The fields of a form, each at most once. Raises AccessError for anything but a small, plain form."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        raise AccessError(_("表单的格式不对。"))
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MOST_BYTES:
            raise AccessError(_("表单太大。"))
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=10)
    except ValueError as error:
        raise AccessError(_("表单的格式不对。")) from error
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise AccessError(_("表单里有重复的项。"))
    return fields
