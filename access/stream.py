"""开着的页面：登录一作废，连接就断；发出去的链接记在这次登录名下。"""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from access import audit, posture, refusal, session
from access.link import Links
from access.settings import Settings
from access.visitor import Visitor, log
from etl.paths import data_dir

_CLOSED = {"type": "websocket.close", "code": 1008}
_TRUSTED_SECONDS = 1.0  # 发消息时，多久以内的复查还算数；一次重算要发几十条


@dataclass(frozen=True)
class Rules:
    """What the pages may be asked over a websocket.

    `asked` tells of a frame whether a page of ours sends such a thing at all, and the number of the download it asks
    for ("" for anything else); `links` what each sign-in was sent.
    """

    asked: Callable[[bytes], tuple[bool, str]]
    links: Links


class Watch:
    """One open connection: whether its sign-in still counts, and the end of it when it doesn't."""

    def __init__(self, visitor: Visitor, scope: Scope, send: Send) -> None:
        self.visitor, self.scope, self.send = visitor, scope, send
        self.data: Path = data_dir()
        self.checked_at = time.monotonic()
        self.is_over = False

    @property
    def is_demo(self) -> bool:
        """Whether nobody signed in because nobody needs to."""
        return self.visitor.session is None

    async def still_counts(self, *, within: float = 0.0, is_active: bool = False) -> bool:
        """Check again unless it was within the last `within` seconds; closes the connection where it fails."""
        if self.is_over:
            return False
        if time.monotonic() - self.checked_at < within:
            return True
        self.checked_at = time.monotonic()
        if self.visitor.session is None:
            counts = posture.is_open(self.data, self.scope)
        else:
            found = session.find(self.data, self.visitor.session.id)
            counts = found is not None
            if found and is_active:
                session.touch(self.data, found)
        if not counts:
            await self._close()
        return counts

    async def _close(self) -> None:
        self.is_over = True
        with suppress(RuntimeError):
            await self.send(_CLOSED)
        log.warning("登录已作废，断开开着的页面：%s", self.visitor.user.name if self.visitor.user else "")
        audit.record("登录.作废断开", self.visitor.user, data=self.data)


async def watched(
    app: ASGIApp, scope: Scope, receive: Receive, send: Send, visitor: Visitor, rules: Rules, settings: Settings
) -> None:
    """Run one websocket; nothing passes in or out once its sign-in has ended, nor what no page of ours would send."""
    watch = Watch(visitor, scope, send)

    async def checked_receive() -> Message:
        while True:
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            if not await watch.still_counts(is_active=True):
                return {"type": "websocket.disconnect", "code": 1008}
            is_ours, number = rules.asked(message.get("bytes") or b"")
            if is_ours and (not number or watch.is_demo or rules.links.was_told(visitor.identity, number)):
                return message
            refusal.note(watch.data, "拒绝.消息", visitor, number=number)

    async def checked_send(message: Message) -> None:
        if message["type"] == "websocket.send":
            if not await watch.still_counts(within=_TRUSTED_SECONDS):
                return
            rules.links.note(visitor.identity, message.get("bytes") or b"")
        elif watch.is_over:
            return
        await send(message)

    async def look_again() -> None:
        while await watch.still_counts():
            await asyncio.sleep(settings.session["watch_seconds"])

    looking = asyncio.create_task(look_again())
    try:
        await app(scope, checked_receive, checked_send)
    finally:
        looking.cancel()
        with suppress(asyncio.CancelledError):
            await looking
