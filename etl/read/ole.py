"""OLE 复合文件（.xls、一部分 .et、加密的 .xlsx）里有哪些流，以及其中一个流的字节。"""

import struct
from collections.abc import Iterator

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_ENTRY = 128
_SECTORS = {9: 512, 12: 4096}
_LAST = 0xFFFFFFFA  # 从它起都不是扇区号
_SMALL_STREAM = 4096  # 更短的流另放一处；工作簿流从不这么短


def has_stream(data: bytes, name: str) -> bool:
    """Whether the directory names this stream; its entries stand at multiples of 128 bytes."""
    wanted = name.encode("utf-16-le") + b"\0\0"
    at = data.find(wanted)
    while at >= 0:
        if at % _ENTRY == 0:
            return True
        at = data.find(wanted, at + 1)
    return False


def stream_bytes(data: bytes, name: str) -> bytes:
    """The bytes of a stream of at least 4 kB; b"" where there is none or the file is damaged."""
    try:
        sector = _SECTORS[struct.unpack_from("<H", data, 30)[0]]
        table = _table(data, sector)
        directory = b"".join(_chain(data, table, sector, struct.unpack_from("<I", data, 48)[0]))
        wanted = (name.encode("utf-16-le") + b"\0\0").ljust(64, b"\0")
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            if directory[at : at + 64] == wanted:
                start, size = struct.unpack_from("<II", directory, at + 116)
                return b"".join(_chain(data, table, sector, start))[:size] if size >= _SMALL_STREAM else b""
    except (struct.error, LookupError):
        return b""
    return b""


def _table(data: bytes, sector: int) -> list[int]:
    """Following sector of each sector."""
    numbers = list(struct.unpack_from("<109I", data, 76))
    following, count = struct.unpack_from("<II", data, 68)
    per_sector = sector // 4
    for _turn in range(min(count, len(data) // sector)):
        more = struct.unpack_from(f"<{per_sector}I", data, _HEADER + following * sector)
        numbers.extend(more[:-1])
        following = more[-1]
    table: list[int] = []
    for number in numbers[: len(data) // sector // per_sector + 1]:  # 总表不会比文件本身长
        if number < _LAST:
            table.extend(struct.unpack_from(f"<{per_sector}I", data, _HEADER + number * sector))
    return table


def _chain(data: bytes, table: list[int], sector: int, start: int) -> Iterator[bytes]:
    number = start
    for _turn in range(len(table)):  # 链再长也长不过总表，坏文件绕圈也会停
        if number >= _LAST:
            return
        at = _HEADER + number * sector
        yield data[at : at + sector]
        number = table[number]
