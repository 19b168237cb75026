"""筛选：值写在网址里，同一个链接看到同一个画面；换页时带着走。

不用 `bind="query-params"`：Streamlit 1.67 换页时会清掉绑定的参数却留着控件的值，复制出来的链接便与画面不符。
"""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from etl.words import _

_KEPT = "kept_filters"
ARRIVING = "is_arriving"


def single(
    label: str,
    name: str,
    options: Sequence[str],
    *,
    default: str | None = None,
    words: Callable[[str], str] = str,
    control: Callable[..., Any] = st.selectbox,
    **more: Any,  # noqa: ANN401
) -> str:
    """One value of `options`; `default` (the first option) where the address has none or one that is not offered."""
    fallback = default if default is not None and default in options else options[0]
    asked = _asked(name)
    value = asked[0] if asked and asked[0] in options else fallback
    _write(name, [] if value == fallback else [value])
    key = _key(name)
    st.session_state[key] = value
    control(label, list(options), key=key, format_func=words, on_change=_single_chosen, args=(name, fallback), **more)
    return value


def several(label: str, name: str, options: Sequence[str], **more: Any) -> list[str]:  # noqa: ANN401
    """Any number of values of `options`, none by default; values that are not offered drop out of the address."""
    values = [value for value in _asked(name) if value in options]
    _write(name, values)
    key = _key(name)
    st.session_state[key] = values
    if not options:
        more = {"placeholder": _("没有可选的")} | more
    st.multiselect(label, list(options), key=key, on_change=_several_chosen, args=(name,), **more)
    return values


def text(label: str, name: str, **more: Any) -> str:  # noqa: ANN401
    """A search word, blanks at its ends removed."""
    value = (_asked(name) or [""])[0].strip()
    key = _key(name)
    st.session_state[key] = value
    st.text_input(label, key=key, on_change=_single_chosen, args=(name, ""), **more)
    return value


def clear(*names: str) -> None:
    """Take filters out of the address; also usable as a button's callback."""
    for name in names:
        _write(name, [])


def _key(name: str) -> str:
    return f"filter_{name}"


def _asked(name: str) -> list[str]:
    """What the address asks for; on arrival from another page, which drops the address, what was kept."""
    given = st.query_params.get_all(name)
    if not given and st.session_state.get(ARRIVING):
        return list(st.session_state.get(_KEPT, {}).get(name, []))
    return given


def _write(name: str, values: Sequence[str]) -> None:
    st.session_state.setdefault(_KEPT, {})[name] = list(values)
    if st.query_params.get_all(name) == list(values):
        return
    if values:
        st.query_params[name] = list(values)
    else:
        del st.query_params[name]


def _single_chosen(name: str, fallback: str) -> None:
    value = st.session_state[_key(name)]
    _write(name, [] if value in (None, fallback) else [value])


def _several_chosen(name: str) -> None:
    _write(name, st.session_state[_key(name)])
