"""一份归档：原件、整齐的行、问题清单和一页登记；写好了才一次移进账本，此后不再改动。"""

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from etl.issue import Issue, Refused
from etl.paths import BEIJING, filing_names, ledger_dir
from etl.words import _

if TYPE_CHECKING:
    import pyarrow as pa  # 写行才载入：看账、撤回不必等它

LAST = ".last"
_ROW_GROUP = 20_480  # 行；建库时几个线程各读几组
_MOMENT = "%Y%m%dT%H%M%S"


def write_filing(
    data: Path,
    page: Mapping[str, object],
    now: datetime,
    *,
    original: Path | None = None,
    rows: "pa.Table | None" = None,
    issues: list[Issue] | None = None,
    source_text: str = "",
    is_durable: bool = True,
) -> str:
    """Write one filing beside its place, then move it in by one rename; returns its name. Call under the writer's lock.

    `page` is what filing.json says beyond what is added here: name, moment, digests of the previous page and the files.
    A filing of which nothing will be left anyway needn't be `is_durable`: the disk is not waited for.
    Raises Refused where `now` is before the last filing: a ledger is not written backwards.
    """
    folder = ledger_dir(data)
    earlier = filing_names(data)
    moment = _next_moment(earlier, now)
    name = f"{moment.strftime(_MOMENT)}{moment.microsecond // 1000:03d}Z-{uuid.uuid4().hex[:6]}"
    scratch = folder / f".{name}"
    try:
        _sweep(folder)
        scratch.mkdir()
        copy = scratch / f"original{original.suffix.lower()}" if original else None
        if original and copy:
            _copy(original, copy, str(page["sha256"]))
        if rows is not None:
            _write_rows(scratch / "rows.parquet", rows, name)
            found = json.dumps([issue.as_dict() for issue in issues or []], ensure_ascii=False, indent=1)
            _write(scratch / "issues.json", found)
            _write(scratch / "source.toml", source_text)
        previous = digest(folder / earlier[-1] / "filing.json") if earlier else ""
        written = sorted(file for file in scratch.iterdir() if file != copy)
        digests = {file.name: digest(file) for file in written} | ({copy.name: str(page["sha256"])} if copy else {})
        full = {"filing": name, "accepted_at": moment.isoformat(), **page, "digests": digests, "previous": previous}
        full["digest"] = page_digest(full)
        _write(scratch / "filing.json", json.dumps(full, ensure_ascii=False, indent=1))
        for place in [*scratch.iterdir(), scratch] if is_durable else []:
            _flush(place)
        scratch.rename(folder / name)
        if is_durable:
            _flush(folder)
    except OSError as error:
        message = _("写不进账本 {0}；这份没有收，原来的都在。请检查磁盘空间和目录权限。").format(folder)
        raise Refused([Issue("write_failed", message)]) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    _remember_last(folder, name)
    return name


def page_digest(page: Mapping[str, object]) -> str:
    """sha256 of what a page says besides its own `digest`: the last page has no next one yet that holds it."""
    content = {key: value for key, value in page.items() if key != "digest"}
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def last_written(folder: Path) -> str:
    """The name of the filing written last, as noted beside the filings; '' where none is. It may lag behind by one."""
    file = folder / LAST
    return file.read_text(encoding="utf-8").strip() if file.exists() else ""


def _remember_last(folder: Path, name: str) -> None:
    # 链条看得出中间少了一份，看不出末尾少了一份；另记一笔最后一份是谁。
    with suppress(OSError):
        scratch = folder / f"{LAST}.new"
        _write(scratch, name)
        scratch.rename(folder / LAST)


def _sweep(folder: Path) -> None:
    """Remove what a killed writer left half-written; nobody else writes while the lock is held."""
    for entry in folder.glob(".*Z-*"):
        shutil.rmtree(entry, ignore_errors=True)


def _copy(original: Path, copy: Path, sha256: str) -> None:
    shutil.copyfile(original, copy)
    if digest(copy) != sha256:
        message = _("{0} 在收取时被改动了；这份没有收，请关闭正在编辑它的程序再收一次。").format(original.name)
        raise Refused([Issue("file_changed", message)])


def _write_rows(file: Path, rows: "pa.Table", name: str) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    mine = pa.DictionaryArray.from_arrays(pa.nulls(len(rows), pa.int8()).fill_null(0), [name])
    signed = rows.append_column("filing", mine)
    repeating = [column.name for column in signed.schema if _repeats(column)]
    # pyarrow 也收列名清单，只是类型标注没有写
    pq.write_table(signed, file, row_group_size=_ROW_GROUP, compression="zstd", use_dictionary=repeating)  # type: ignore[arg-type]


def _repeats(column: "pa.Field") -> bool:
    """Whether a dictionary pays: words that come again, not a firm's own code, name or amounts."""
    import pyarrow as pa

    is_text = pa.types.is_string(column.type) or pa.types.is_dictionary(column.type)
    return is_text and column.name not in ("enterprise_id", "enterprise", "address")


def digest(file: Path) -> str:
    """sha256 of a file, in hex."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _next_moment(earlier: list[str], now: datetime) -> datetime:
    moment = now.astimezone(UTC)
    moment = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    if earlier:
        last = datetime.strptime(earlier[-1][:18], f"{_MOMENT}%f").replace(tzinfo=UTC)
        if moment < last - timedelta(minutes=1):
            times = (f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}" for at in (moment, last))
            message = _("这份的收取时间 {0} 早于账上最后一份 {1}；请核对这台机器的时钟。").format(*times)
            raise Refused([Issue("clock_backwards", message)])
        moment = max(moment, last + timedelta(milliseconds=1))
    return moment


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
