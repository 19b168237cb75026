"""给出过两版的一份数据，和记录丢了、坏了的各种样子。"""

import shutil
from dataclasses import replace
from pathlib import Path

from etl.paths import released_dir, released_list
from metrics.disclosure.inventory import Inventory, read
from metrics.disclosure.lost import forget
from metrics.disclosure.released import _pattern
from metrics.show import show

FIRST, SECOND, THIRD = [{}, {"late": [120.0]}, {"late": [120.0, 130.0]}]
LATE = ("QY008", "QY009")


def version(make_store, rows, data: Path, late=()):
    """Eight firms of one trade, and those who filed late: each list of late ones is a version of its own."""
    data.mkdir(exist_ok=True)
    if not (data / "disclosure.secret.toml").exists():
        (data / "disclosure.secret.toml").write_text("p = 12.0\nn = 2\nk = 85.0\n", encoding="utf-8")
        (data / "disclosure.secret.toml").chmod(0o600)
    amounts = [100.0 + 7 * at for at in range(8)] + list(late)
    firms = [f"QY{at:03}" for at in range(len(amounts))]
    made = make_store(
        data=data,
        enterprise=[{"enterprise_id": one, "industry": "甲", "has_scale_status": False} for one in firms],
        fact=[rows.fact(firm, amount, period="2026Q1") for firm, amount in zip(firms, amounts, strict=True)],
        meta={"latest_period": "2026Q1"},
    )
    return replace(made, path=Path(f"{data.name}-{len(amounts)}.duckdb"))


def give(make_store, rows, data):
    """Give two versions out, the second with a firm more; as after a restart."""
    for late in (FIRST, SECOND):
        show(version(make_store, rows, data, **late), "scale", role="researcher")
    restart()
    return data


def restart():
    """Nothing drawn is remembered."""
    _pattern.cache_clear()
    forget()


def known(data) -> Inventory:
    """The list, which is there."""
    found = read(data)
    assert found is not None
    return found


def total(table):
    return table["revenue_10k_cny"].tolist()


def record(data, number):
    return released_dir(data) / "2026Q1" / f"{number:06d}.json.gz"


def gone(data):
    shutil.rmtree(released_dir(data))


def one_gone(data):
    record(data, 1).unlink()


def the_last_gone(data):
    record(data, 2).unlink()


def one_byte(data):
    content = bytearray(record(data, 1).read_bytes())
    content[len(content) // 2] ^= 1
    record(data, 1).write_bytes(content)


def one_harmless_byte(data):
    """In the gzip header, where no reader looks."""
    content = bytearray(record(data, 1).read_bytes())
    content[9] ^= 1
    record(data, 1).write_bytes(content)


def swapped(data):
    content = record(data, 1).read_bytes()
    record(data, 1).write_bytes(record(data, 2).read_bytes())
    record(data, 2).write_bytes(content)


def emptied(data):
    record(data, 2).write_bytes(b"")


def list_gone(data):
    released_list(data).unlink()


def list_emptied(data):
    released_list(data).write_bytes(b"")


def list_changed(data):
    text = released_list(data).read_text(encoding="utf-8")
    released_list(data).write_text(text.replace("2026Q1/000001", "2026Q1/000007"), encoding="utf-8")


DAMAGE = [
    *(gone, one_gone, the_last_gone, one_byte, one_harmless_byte, swapped, emptied),
    *(list_gone, list_emptied, list_changed),
]
