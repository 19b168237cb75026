"""攻击：登录了的人，往页面的网址和控件里塞东西。"""

from urllib.parse import quote

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from tests.access.wire import bytes_of, opened, run, session_number, until_finished

HOSTILE = [
    "'; DROP TABLE enterprise; --",
    "<script>alert(1)</script>",
    "![x](http://evil.example/x.png)",
    '=HYPERLINK("http://evil.example")',
    "../../../../etc/passwd",
    "\x00\ud7ff\u202e",
    "长" * 2000,
    "${7*7}{{7*7}}",
]
FIELDS = ["cluster", "field", "subdistrict", "enterprise", "period", "target", "as_of", "view", "plan", "by", "q"]
PAGES = ["", "clusters", "structure", "enterprises", "ladder", "gaps", "benchmarks", "filings", "no-such-page"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_filter_of_every_page(port, enter, text):
    """SQL, HTML, Markdown, formula, path, control signs, length: the page is drawn, no trace, no outside link."""
    query = "&".join(f"{name}={quote(text)}" for name in FIELDS)
    with opened(port, enter("leader1")) as wire:
        for page in PAGES:
            # 输入框里照原样是自己打的字，不当作标记画
            sent = bytes_of([one for one in run(wire, page, query) if not one.delta.new_element.HasField("text_input")])
            for sign in (b"Traceback", b"site-packages", b"duckdb.", b"](http://evil.example", b"root:x:0:0"):
                assert sign not in sent, (page, sign)
        assert "科技有限公司".encode() in bytes_of(run(wire, "enterprises"))


@pytest.mark.parametrize(
    "fill", ["string_value", "int_value", "bool_value", "double_value", "json_value", "bytes_value"]
)
def test_a_widget_set_to_what_it_never_offered_ends_nothing(port, enter, fill):
    """Values of other types for real widgets and for made-up ones: this page may complain, others go on."""
    values = {
        "string_value": "<script>",
        "int_value": -(2**62),
        "bool_value": True,
        "double_value": float("nan"),
        "json_value": '{"selection": {"rows": [99999999]}}',
        "bytes_value": b"\xff\x00",
    }
    with opened(port, enter("victim")) as victim, opened(port, enter("leader2")) as wire:
        number = session_number(run(victim))
        blocks = [one.delta.add_block for one in run(wire) if one.WhichOneof("type") == "delta"]
        names = [block.expandable.id for block in blocks if block.expandable.id] + ["made-up", "$$ID-0-x"]
        message = BackMsg()
        for name in names:
            message.rerun_script.widget_states.widgets.add(id=name, **{fill: values[fill]})
        wire.send(message.SerializeToString())
        sent = bytes_of(until_finished(wire))
        assert b"Traceback" not in sent
        assert b"site-packages" not in sent
        assert session_number(run(victim)) == number
