"""一份归档：原件、整齐的行、问题清单和一页登记；写好了才一次移进账本，此后不再改动。"""

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from etl.issue import Issue, Refused
from etl.paths import filing_names, ledger_dir
from etl.words import _

_MOMENT = "%Y%m%dT%H%M%S"


def write_filing(
    data: Path,
    page: Mapping[str, object],
    now: datetime,
    *,
    original: Path | None = None,
    rows: pa.Table | None = None,
    issues: list[Issue] | None = None,
    source_text: str = "",
) -> str:
    """Write one filing beside its place, then move it in by one rename; returns its name. Call under the writer's lock.

    `page` is what filing.json says beyond what is added here: name, moment, digests of the previous page and the files.
    Raises Refused where `now` is before the last filing: a ledger is not written backwards.
    """
    folder = ledger_dir(data)
    folder.mkdir(parents=True, exist_ok=True)
    earlier = filing_names(data)
    moment = _next_moment(earlier, now)
    name = f"{moment.strftime(_MOMENT)}{moment.microsecond // 1000:03d}Z-{uuid.uuid4().hex[:6]}"
    scratch = folder / f".{name}"
    scratch.mkdir()
    try:
        if original is not None:
            shutil.copyfile(original, scratch / f"original{original.suffix.lower()}")
        if rows is not None:
            mine = pa.DictionaryArray.from_arrays(pa.nulls(len(rows), pa.int8()).fill_null(0), [name])
            pq.write_table(rows.append_column("filing", mine), scratch / "rows.parquet", compression="zstd")
            _write(
                scratch / "issues.json", json.dumps([i.as_dict() for i in issues or []], ensure_ascii=False, indent=1)
            )
            _write(scratch / "source.toml", source_text)
        previous = digest(folder / earlier[-1] / "filing.json") if earlier else ""
        digests = {file.name: digest(file) for file in sorted(scratch.iterdir())}
        full = {"filing": name, "accepted_at": moment.isoformat(), **page, "digests": digests, "previous": previous}
        _write(scratch / "filing.json", json.dumps(full, ensure_ascii=False, indent=1))
        for file in scratch.iterdir():
            _flush(file)
        _flush(scratch)
        scratch.rename(folder / name)
        _flush(folder)
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    return name


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
            message = _("这份的收取时间 {0} 早于账上最后一份 {1}；请核对这台机器的时钟。").format(moment, last)
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
