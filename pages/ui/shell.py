"""网页外壳：把 Streamlit 英文的 index.html 改成中文，并带上换字脚本与图标。

外壳在服务器端改，而不是等页面脚本运行后再改：断线、出错、尚未连上时，看到的也得是中文。
"""

import hashlib
import json
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from etl.words import _

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HERE = Path(__file__).resolve().parent
_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_INLINE_SCRIPT = re.compile(r"<script>.*?</script>", re.DOTALL)
_THEIRS = Path(streamlit.__file__).parent / "static" / "static" / "js"
PARTS = (
    "Selectbox",
    "Metric",
    "ArrowVegaLiteChart",
    "loadVegaEmbed",
    "embed",
    "ButtonGroup",
    "PageLink",
)  # 每页都要，别等到要画时才取
_IMPORT = re.compile(r"""\b(?:from|import)\s*["']\./([\w.-]+\.js)["']""")
_LATIN_FONT = re.compile(r"<link[^>]*rel=\"preload\"[^>]*as=\"font\"[^>]*>", re.DOTALL)
_FOR_GOOD = {"Cache-Control": "max-age=31536000, immutable"}  # 内容一变，地址就变


@cache
def chrome_script() -> str:
    """The script that replaces Streamlit's English chrome, with the dictionary of chrome.toml filled in."""
    book = tomllib.loads((_HERE / "chrome.toml").read_text(encoding="utf-8"))
    script = (_HERE / "chrome.js").read_text(encoding="utf-8")
    script = script.replace("WORDS,", json.dumps(book["words"], ensure_ascii=False) + ",", 1)
    return script.replace("PATTERNS.", json.dumps(list(book["patterns"].items()), ensure_ascii=False) + ".", 1)


def chinese_index(html: str) -> str:
    """Streamlit's index.html as a Chinese page: language, title, noscript note, our script first, no inline script."""
    note = _("请在浏览器中允许运行脚本；本系统需要 Chrome、Edge、Firefox 或 Safari 的近年版本。")
    html = html.replace('<html lang="en">', '<html lang="zh-CN">', 1)
    html = html.replace("<title>Streamlit</title>", "<title>{}</title>".format(_("产业一网通览")), 1)
    html = _NOSCRIPT.sub(f"<noscript><p>{note}</p></noscript>", html)
    html = _LATIN_FONT.sub("", _INLINE_SCRIPT.sub("", html))  # 内联脚本不留，安全头才能禁掉它们
    script, style = _edition(chrome_script()), _edition(_style_sheet())
    html = html.replace("</head>", f'  <link rel="stylesheet" href="./style.css?{style}">{_preloads()}\n  </head>', 1)
    return html.replace("<head>", f'<head>\n    <script src="./chrome.js?{script}"></script>', 1)


@cache
def _style_sheet() -> str:
    return (_HERE / "style.css").read_text(encoding="utf-8")


def _edition(content: str) -> str:
    """The mark in an address that changes with the content, so that a browser may keep what it has."""
    return hashlib.sha256(content.encode()).hexdigest()[:12]


@cache
def _preloads() -> str:
    """Links that fetch and compile the parts every page draws with, while the server is still being greeted."""
    parts = [path.name for part in PARTS for path in sorted(_THEIRS.glob(f"{part}.*.js"))]
    base = _with_imports([path.name for path in sorted(_THEIRS.glob("index.*.js"))])
    found = [name for name in _with_imports(parts) if name not in base]
    return "".join(f'\n    <link rel="modulepreload" crossorigin href="./static/js/{name}">' for name in found)


def _with_imports(names: list[str]) -> list[str]:
    """These script files and all they import, each once: a browser preloads only what it is told by name."""
    found = list(names)
    for name in found:
        file = _THEIRS / name
        imported = _IMPORT.findall(file.read_text(encoding="utf-8")) if file.is_file() else []
        found += dict.fromkeys(one for one in imported if one not in found)
    return found


async def _script(_request: Request) -> Response:
    return Response(chrome_script(), media_type="text/javascript", headers=_FOR_GOOD)


async def _style(_request: Request) -> Response:
    return Response(_style_sheet(), media_type="text/css", headers=_FOR_GOOD)


async def _icon(_request: Request) -> Response:
    return FileResponse(_HERE / "icon.png", headers={"Cache-Control": "max-age=86400"})


def shell_routes() -> list[Route]:
    """The files the shell needs: the chrome script, the few styles a theme cannot set, and the page icon."""
    return [Route("/chrome.js", _script), Route("/style.css", _style), Route("/favicon.png", _icon)]


class ChineseShell:
    """ASGI middleware that answers every page navigation with the Chinese shell."""

    def __init__(self, app: "ASGIApp") -> None:
        self.app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        if scope["type"] != "http" or not _wants_page(scope):
            await self.app(scope, receive, send)
            return
        start: Message | None = None
        body = b""

        async def collect(message: "Message") -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
            elif message["type"] == "http.response.body":
                body += message.get("body", b"")
                if not message.get("more_body", False) and start is not None:
                    await _answer(start, body, send)

        await self.app(_plain(scope), receive, collect)


def _wants_page(scope: "Scope") -> bool:
    """Whether a browser is navigating to a page; scripts, fonts and downloads pass untouched."""
    last = scope["path"].rsplit("/", 1)[-1]
    accept = dict(scope["headers"]).get(b"accept", b"")
    return scope["method"] == "GET" and b"text/html" in accept and "." not in last


def _plain(scope: "Scope") -> "Scope":
    """The same request asking for the whole page, uncompressed: a compressed or 304 answer could not be rewritten."""
    drop = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in drop]}


async def _answer(start: "Message", body: bytes, send: "Send") -> None:
    headers = dict(start["headers"])
    if start["status"] == 200 and headers.get(b"content-type", b"").startswith(b"text/html"):
        body = chinese_index(body.decode("utf-8")).encode("utf-8")
        for name in (b"etag", b"last-modified", b"accept-ranges"):
            headers.pop(name, None)  # 它们说的是改之前的文件
        headers[b"content-length"] = str(len(body)).encode()
    await send({**start, "headers": list(headers.items())})
    await send({"type": "http.response.body", "body": body})
