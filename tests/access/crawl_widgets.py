"""页上能动的都动一遍：展开、页签、每个选项、每个下载，外加控件从没有给过的值；收下每一个字节。"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pyarrow.ipc
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection

from tests.access.crawl_files import unpacked
from tests.access.pagework import download_request, reply
from tests.access.wire import ask, bytes_of, session_number, until_finished

_LONG = 12  # 选项比这多的（报告期），各页分着选；短的在每一页每个都选
_SHARE = 4  # 长的单子，每个网址最多选这么多个还没选过的
_DEEP = 3  # 展开之后里面还有展开的
_WAIT = 300.0  # 秒

_State = tuple[str, bool | str | list[str]]


@dataclass
class Account:
    """One sign-in's crawl: whose wire, how much was done, and what has been chosen and pressed already."""

    port: int
    cookie: str
    wire: ClientConnection
    runs: int = 0
    files: int = 0
    chosen: set[tuple[str, str, str]] = field(default_factory=set)
    pressed: set[tuple[str, str]] = field(default_factory=set)
    turned: set[str] = field(default_factory=set)
    teased: set[str] = field(default_factory=set)


def view(account: Account, page: str, query: str, states: Sequence[_State] = ()) -> list[ForwardMsg]:
    """One run of a page with these widgets set; every message up to its end."""
    message = BackMsg()
    message.rerun_script.SetInParent()
    message.rerun_script.page_name, message.rerun_script.query_string = page, query
    for name, value in states:
        one = message.rerun_script.widget_states.widgets.add(id=name)
        if isinstance(value, bool):
            one.bool_value = value
        elif isinstance(value, str):
            one.string_value = value
        else:
            one.string_array_value.data.extend(value)
    account.wire.send(message.SerializeToString())
    account.runs += 1
    return until_finished(account.wire, timeout=_WAIT)


def worked(account: Account, page: str, query: str, odd: str, most: int, *, is_every: bool = True) -> Iterator[bytes]:
    """Everything this page gives at this address: opened, each tab, each option, each file; then odd values.

    `odd` is put into every field that takes text and chosen where it was never offered. At most `most` files a page;
    without `is_every` no options beyond those the address names.
    """
    plain = view(account, page, query)
    session = session_number(plain)
    yield said(plain)
    known: list[_State] = []
    shown = plain
    for _depth in range(_DEEP):
        more = [one for one in _openers(shown) if one not in known]
        if not more:
            break
        known += more
        shown = view(account, page, query, known)
        yield said(shown)
    tabs = _tabs(shown) if is_every and page not in account.turned else []
    account.turned |= {page} if tabs else set()
    for turn in range(1, max((len(labels) for _name, labels in tabs), default=0)):
        turned: list[_State] = [(name, labels[turn]) for name, labels in tabs if turn < len(labels)]
        yield said(view(account, page, query, [*known, *turned]))
    if tabs:
        shown = view(account, page, query, known)  # 下载按现在开着的这一屏给
    yield from _files(account, page, session, shown, most)
    for state in _choices(account, page, plain) if is_every else []:
        chosen = view(account, page, query, [*known, state])
        yield said(chosen)
        opened = [*known, *(one for one in _openers(chosen) if one not in known)]
        if len(opened) > len(known):  # 换了一种看法，能展开的也换了
            yield said(view(account, page, query, [*opened, state]))
    if page not in account.teased:
        account.teased.add(page)
        yield said(view(account, page, query, [*known, *_oddities(plain, odd)]))


def said(messages: Sequence[ForwardMsg]) -> bytes:
    """The messages as they came, and every cell of their tables once more on a line of its own."""
    drawn = [(one, one.WhichOneof("type")) for one in _elements(messages)]
    packed = [getattr(one, kind).arrow_data.data for one, kind in drawn if kind in ("dataframe", "table")]
    return b"\n".join([bytes_of(messages), *(cells(body) for body in packed if body)])


def cells(body: bytes) -> bytes:
    """Each cell of a table sent as Arrow, one a line: in the bytes themselves the texts stand end to end."""
    columns = pyarrow.ipc.open_stream(body).read_all().to_pydict().values()
    return "\n".join(str(cell) for column in columns for cell in column).encode()


def _elements(messages: Sequence[ForwardMsg]) -> list:
    return [one.delta.new_element for one in messages if one.delta.WhichOneof("type") == "new_element"]


def _openers(messages: Sequence[ForwardMsg]) -> list[_State]:
    blocks = [one.delta.add_block for one in messages if one.delta.WhichOneof("type") == "add_block"]
    return [(block.expandable.id, True) for block in blocks if block.expandable.id]


def _tabs(messages: Sequence[ForwardMsg]) -> list[tuple[str, list[str]]]:
    """Each row of tabs: its widget and the words on it, in order."""
    rows: dict[tuple[int, ...], tuple[str, list[str]]] = {}
    for one in messages:
        block, path = one.delta.add_block, tuple(one.metadata.delta_path)
        if one.delta.WhichOneof("type") == "add_block" and block.tab_container.id:
            rows[path] = (block.tab_container.id, [])
        elif one.delta.WhichOneof("type") == "add_block" and block.HasField("tab") and path[:-1] in rows:
            rows[path[:-1]][1].append(block.tab.label)
    return list(rows.values())


def _choices(account: Account, page: str, messages: Sequence[ForwardMsg]) -> Iterator[_State]:
    """Every option of every list and row of buttons; of a long list those that no page before took, and a few."""
    for element in _elements(messages):
        kind = element.WhichOneof("type")
        if kind == "selectbox":
            label, name, options = element.selectbox.label, element.selectbox.id, list(element.selectbox.options)
        elif kind == "multiselect":
            label, name, options = element.multiselect.label, element.multiselect.id, list(element.multiselect.options)
        elif kind == "button_group":
            group = element.button_group
            label, name, options = group.label, group.id, [option.content for option in group.options]
        else:
            continue
        where = "" if len(options) > _LONG else page
        fresh = [option for option in options if (where, label, option) not in account.chosen]
        for option in fresh[: None if where else _SHARE]:
            account.chosen.add((where, label, option))
            yield name, option if kind == "selectbox" else [option]


def _oddities(messages: Sequence[ForwardMsg], odd: str) -> list[_State]:
    """Every field set to a word it never offered."""
    states: list[_State] = []
    for element in _elements(messages):
        kind = element.WhichOneof("type")
        if kind in ("selectbox", "text_input"):
            states.append((getattr(element, kind).id, odd))
        elif kind in ("multiselect", "button_group"):
            states.append((getattr(element, kind).id, [odd]))
    return states


def _files(account: Account, page: str, session: str, messages: Sequence[ForwardMsg], most: int) -> Iterator[bytes]:
    """Each file the page offers, once; what is packed is unpacked."""
    buttons = [one.download_button for one in _elements(messages) if one.WhichOneof("type") == "download_button"]
    fresh = [button for button in buttons if (page, button.id) not in account.pressed]
    for button in fresh[:most]:
        account.pressed.add((page, button.id))
        link = button.url
        if button.deferred_file_id:
            request = download_request(session, button.deferred_file_id)
            answer = reply(account.wire, request, "backend_operation_response", timeout=_WAIT)
            link = answer.backend_operation_response.deferred_file.url
            yield answer.SerializeToString()
        if link:
            account.files += 1
            yield unpacked(ask(account.port, link, cookie=account.cookie).body)
