"""发出去的链接：下载和上传的地址，只有收到它的那次登录用得了。"""

import re
from collections import OrderedDict

_MEDIA = re.compile(rb"/media/([0-9a-f]{32,64})")
_UPLOAD = re.compile(rb"/_stcore/upload_file/([0-9A-Za-z-]{36}/[0-9A-Za-z-]{36})")
_DEFERRED = re.compile(rb"\x20([0-9a-f]{32})")  # 点了才生成的下载的编号：protobuf 里前面是长度 32
_MEDIA_PATH = re.compile(r"/media/([0-9a-f]{32,64})\.[0-9a-z]{1,8}")
_UPLOAD_PATH = re.compile(r"/_stcore/upload_file/([0-9A-Za-z-]{36}/[0-9A-Za-z-]{36})")
_PER_SIGN_IN = 4000
_SIGN_INS = 5000


class Links:
    """What each sign-in was sent over its websocket; in memory only, as the files themselves are."""

    def __init__(self) -> None:
        self._sent: OrderedDict[str, OrderedDict[bytes, None]] = OrderedDict()

    def note(self, sign_in: str, payload: bytes) -> None:
        """Remember the links and download numbers in a message on its way to this sign-in."""
        names = _DEFERRED.findall(payload)
        if b"/media/" in payload:
            names += _MEDIA.findall(payload)
        if b"/_stcore/upload_file/" in payload:
            names += _UPLOAD.findall(payload)
        if names:
            self._keep(sign_in, names)

    def _keep(self, sign_in: str, names: list[bytes]) -> None:
        kept = self._sent.setdefault(sign_in, OrderedDict())
        self._sent.move_to_end(sign_in)
        for name in names:
            kept[name] = None
            kept.move_to_end(name)
        while len(kept) > _PER_SIGN_IN:
            kept.popitem(last=False)
        while len(self._sent) > _SIGN_INS:
            self._sent.popitem(last=False)

    def was_sent(self, sign_in: str, path: str) -> bool:
        """Whether this path is a link that this sign-in was sent."""
        match = _MEDIA_PATH.fullmatch(path) or _UPLOAD_PATH.fullmatch(path)
        return bool(match) and self.was_told(sign_in, match[1])

    def was_told(self, sign_in: str, name: str) -> bool:
        """Whether this sign-in was sent the number of a download or file."""
        return name.encode("utf-8", "replace") in self._sent.get(sign_in, ())

    def forget(self, sign_in: str) -> None:
        """The sign-in is over."""
        self._sent.pop(sign_in, None)
