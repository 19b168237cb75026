"""产业一网通览的服务入口：`streamlit run app.py`。

页面脚本放在 pages/ui/frame.py 而不在这里：脚本旁边若有 pages/ 文件夹，Streamlit 会把其中的文件当作旧式自动页面，
冷启动时直达链接便会绕过框架。
"""

import gc
import logging
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from anyio import to_thread
from google.protobuf.message import DecodeError
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from access.gate import Gate
from access.posture import start_problems
from etl.paths import data_dir
from etl.rule_file import RuleFileError
from etl.words import _
from pages.ui.shell import ChineseShell, shell_routes

FRAME = Path(__file__).resolve().parent / "pages" / "ui" / "frame.py"
# 组件的样式是内联的，样式只能放宽到这里；脚本一律只许本站的文件，名称里混进的图片链接连不出去
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; connect-src 'self'{sockets}; "
    "frame-ancestors 'self'; base-uri 'self'; form-action 'self'; object-src 'none'"
)
SECURITY_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"referrer-policy", b"same-origin"),
]
_HOST = re.compile(r"[\w.-]{1,253}(?::\d{1,5})?", re.ASCII)


def policy(scope: Scope) -> bytes:
    """What a page may load; its websocket goes to its own host only, which older browsers must be told by name."""
    host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
    return POLICY.format(sockets=f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else "").encode()


def secured(application: ASGIApp) -> ASGIApp:
    """The application with the security headers on every HTTP answer; what breaks outside a page is a Chinese 500."""

    async def with_headers(scope: Scope, receive: Receive, send: Send) -> None:
        has_begun = False

        async def add(message: Message) -> None:
            nonlocal has_begun
            if message["type"] == "http.response.start":
                has_begun = True
                guarded = [(b"content-security-policy", policy(scope)), *SECURITY_HEADERS]
                message = {**message, "headers": [*message["headers"], *guarded]}
            await send(message)

        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        try:
            await application(scope, receive, add)
        except Exception as error:
            if has_begun:
                raise
            logging.getLogger("app").error("请求出错", exc_info=error)
            await JSONResponse({"错误": _("没有办成，请稍后再试；出错的时间请告诉管理员。")}, 500)(scope, receive, add)

    return with_headers


def say_sorry(error: Exception) -> bool:
    """What a visitor sees when a page breaks: Chinese, without a trace; the trace goes to the log.

    A mistake in a file people write is no break: the page says which place it is, so that it can be put right.
    """
    if isinstance(error, RuleFileError):
        from pages.ui.text import md

        st.error("  \n".join(md(problem) for problem in error.problems))
        return True
    logging.getLogger("app").error("页面计算出错", exc_info=error)
    st.error(_("这一页没有算出来。已载入的数据没有受影响；请刷新重试，仍不行请把出错的时间告诉管理员。"))
    return True


async def livez(_request: Request) -> JSONResponse:
    """The process answers."""
    return JSONResponse({"状态": "正常"})


async def readyz(_request: Request) -> JSONResponse:
    """The data can be read: 200 with its version, or 503 with the reason."""
    from pages.ui.cached import readiness

    is_ready, words = await to_thread.run_sync(readiness)
    return JSONResponse({"状态": words}, status_code=200 if is_ready else 503)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Load what every page needs before the first visitor, then take it out of the garbage collector's rounds.

    Streamlit 在每次重算后做一次完整回收；不冻结的话，二百个会话要等二十多秒。
    """
    from pages.ui import listener, preparing, warm

    listener.send_at_once()
    for warning in await to_thread.run_sync(warm.prepare):
        logging.getLogger("app").warning(warning)
    gc.collect()
    gc.freeze()
    background, fitting = preparing.begin(data_dir()), warm.begin(data_dir())
    yield
    await to_thread.run_sync(fitting.join)
    await to_thread.run_sync(background.stop)
    gc.unfreeze()  # 不放开的话，退出时会报成串的英文“泄漏”


async def to_home(request: Request) -> RedirectResponse:
    """The overview is the home page; its own name leads there too, filters kept."""
    return RedirectResponse(request.url.replace(path="/"))


def asked(frame: bytes) -> tuple[bool, str]:
    """Whether our pages ever send such a frame, and the number of the download it asks for, or "".

    别的都不放行：谁都能清掉所有人的缓存，或问出源码仓库的地址。读不懂的帧由 Streamlit 自己断开。
    """
    message = BackMsg()
    try:
        message.ParseFromString(frame)
    except DecodeError:
        return True, ""
    kind = message.WhichOneof("type")
    if kind == "backend_operation_request":
        inner = message.backend_operation_request
        return inner.WhichOneof("payload") in ("deferred_file", "dataframe_chunk"), inner.deferred_file.file_id
    return kind in ("rerun_script", "stop_script", "file_urls_request", "app_heartbeat"), ""


def refuse_to_start() -> None:
    """Exit with 1 and the reasons on stderr where sign-in is needed and not ready, or the binding is unsafe."""
    has_tls = bool(st.get_option("server.sslCertFile"))
    problems = start_problems(data_dir(), st.get_option("server.address"), has_tls=has_tls)
    if problems:
        print(_("没有启动："), *problems, sep="\n", file=sys.stderr)
        sys.exit(1)


refuse_to_start()
_HOSTS = st.get_option("server.allowedHosts")
_MOST_BYTES = st.get_option("server.maxUploadSize") * 2**20 + 65_536  # 文件之外，表单本身还占一点

app = st.App(
    FRAME,
    routes=[Route("/livez", livez), Route("/readyz", readyz), Route("/overview", to_home), *shell_routes()],
    middleware=[
        Middleware(secured),
        Middleware(Gate, hosts=_HOSTS, most_bytes=_MOST_BYTES, asked=asked),
        Middleware(ChineseShell),
    ],
    lifespan=lifespan,
    on_script_error=say_sorry,
)
