"""不经过界面，直接在线上说话：原样的 HTTP 和长连接。"""

import re
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.sync.client import ClientConnection, connect

HTML = "text/html,application/xhtml+xml"
COOKIE = "clusters_session"


@dataclass(frozen=True)
class Answer:
    """What came back, exactly."""

    status: int
    headers: Mapping[str, str]
    cookies: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


def raw(port: int, payload: bytes, timeout: float = 20) -> bytes:
    """Send bytes, read until the server closes or falls silent."""
    received = b""
    with socket.create_connection(("127.0.0.1", port), timeout=timeout) as wire:
        with suppress(OSError):
            wire.sendall(payload)
        with suppress(OSError):
            while part := wire.recv(65_536):
                received += part
    return received


def ask(
    port: int,
    path: str,
    method: str = "GET",
    headers: Sequence[tuple[str, str]] = (),
    body: bytes = b"",
    *,
    cookie: str = "",
    host: str = "",
    accept: str = "*/*",
) -> Answer:
    """One HTTP request with exactly these headers; `host` "-" leaves it out."""
    lines = [f"{method} {path} HTTP/1.1", f"Accept: {accept}", "Connection: close"]
    if host != "-":
        lines.append(f"Host: {host or f'127.0.0.1:{port}'}")
    if cookie:
        lines.append(f"Cookie: {cookie}")
    if body and not any(name.lower() in ("content-length", "transfer-encoding") for name, _value in headers):
        lines.append(f"Content-Length: {len(body)}")
    lines += [f"{name}: {value}" for name, value in headers]
    return parsed(raw(port, "\r\n".join(lines).encode("utf-8") + b"\r\n\r\n" + body))


def parsed(received: bytes) -> Answer:
    """An HTTP answer from its bytes; status 0 where the server just hung up."""
    head, _gap, body = received.partition(b"\r\n\r\n")
    status = re.match(rb"HTTP/1\.1 (\d{3})", head)
    headers: dict[str, str] = {}
    cookies: dict[str, str] = {}
    for line in head.split(b"\r\n")[1:]:
        name, _colon, value = line.decode("latin-1").partition(":")
        headers[name.lower()] = value.strip()
        if name.lower() == "set-cookie":
            cookies |= {key: one.value for key, one in SimpleCookie(value.strip()).items()}
    return Answer(int(status[1]) if status else 0, headers, cookies, body)


def sign_in(port: int, name: str, password: str, next_page: str = "/", **changed: str) -> Answer:
    """Fetch the form and send it, as a browser does; `changed` overrides fields, or the headers origin and cookie."""
    form = ask(port, "/sign-in", accept=HTML)
    token = form.cookies.get("clusters_form", "")
    fields = {"name": name, "password": password, "next": next_page, "token": changed.get("token", token)}
    return ask(
        port,
        "/sign-in",
        "POST",
        [
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("Origin", changed.get("origin", f"http://127.0.0.1:{port}")),
        ],
        urlencode(fields).encode(),
        cookie=changed.get("cookie", f"clusters_form={token}"),
    )


def signed_in(port: int, name: str, password: str) -> str:
    """The cookie header of a fresh sign-in."""
    answer = sign_in(port, name, password)
    assert answer.status == 303, (answer.status, answer.text)
    return f"{COOKIE}={answer.cookies[COOKIE]}"


@contextmanager
def opened(
    port: int, cookie: str = "", *, session: str = "", headers: Mapping[str, str] | None = None, origin: str = ""
) -> Iterator[ClientConnection]:
    """A websocket as the page opens it; `session` is the number of a page session to take up again."""
    protocols = ["streamlit", "none", *([session] if session else [])]
    more = {**({"Cookie": cookie} if cookie else {}), **(headers or {})}
    with connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        subprotocols=protocols,  # type: ignore[arg-type]
        additional_headers=more,
        origin=origin or f"http://127.0.0.1:{port}",  # type: ignore[arg-type]
        max_size=None,
        compression=None,
        proxy=None,
    ) as wire:
        yield wire


def is_refused(port: int, cookie: str = "", **options: object) -> bool:
    """Whether the handshake is turned away."""
    try:
        with opened(port, cookie, **options):  # type: ignore[arg-type]
            return False
    except (InvalidHandshake, ConnectionClosed, EOFError, OSError):
        return True


def run(wire: ClientConnection, page: str = "", query: str = "") -> list[ForwardMsg]:
    """Ask for one run of a page with that query; answers every message up to its end."""
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_name = page
    wire.send(message.SerializeToString())
    return until_finished(wire)


def until_finished(wire: ClientConnection, timeout: float = 60) -> list[ForwardMsg]:
    received = []
    while True:
        message = ForwardMsg()
        message.ParseFromString(bytes(wire.recv(timeout=timeout)))  # type: ignore[arg-type]
        received.append(message)
        if message.WhichOneof("type") == "script_finished":
            return received


def session_number(messages: Sequence[ForwardMsg]) -> str:
    """The page session's number, as the server tells its own page."""
    return next(one.new_session.initialize.session_id for one in messages if one.WhichOneof("type") == "new_session")


def bytes_of(messages: Sequence[ForwardMsg]) -> bytes:
    return b"".join(one.SerializeToString() for one in messages)


def media_links(messages: Sequence[ForwardMsg]) -> list[str]:
    return sorted({one.decode() for one in re.findall(rb"/media/[0-9a-f]{32,64}\.[a-z]{2,4}", bytes_of(messages))})
