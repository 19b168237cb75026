"""拒绝：回一句中文，记一笔留痕；同一来源刷得太多，只记个数。"""

import time
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from access import audit
from access.visitor import Visitor, log

_PER_MINUTE = 60
_ADDRESSES = 2000
_counts: OrderedDict[str, tuple[int, int]] = OrderedDict()


def note(data: Path, event: str, visitor: Visitor, **what: str) -> None:
    """An audit line and a log line for a refusal, up to sixty a minute and address; then one line with the number."""
    minute = int(time.time() // 60)
    before, count = _counts.pop(visitor.address, (minute, 0))
    if before != minute:
        if count > _PER_MINUTE:
            many = count - _PER_MINUTE
            audit.record("拒绝.合计", None, data=data, address=visitor.address, is_act=False, times=many)
        count = 0
    _counts[visitor.address] = (minute, count + 1)
    while len(_counts) > _ADDRESSES:
        _counts.popitem(last=False)
    if count < _PER_MINUTE:
        log.warning("%s：来自 %s，%s", event, visitor.address, what)
        audit.record(event, visitor.user, data=data, address=visitor.address, is_act=False, **what)


async def answer(
    scope: Scope, receive: Receive, send: Send, status: int, words: str, headers: Sequence[tuple[str, str]] = ()
) -> None:
    """Refuse with a Chinese sentence, reading no body; a websocket is turned away before it is accepted."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    response = JSONResponse({"错误": words}, status_code=status, headers=dict(headers))
    response.headers["connection"] = "close"
    response.headers["cache-control"] = "no-store"
    await response(scope, receive, send)
