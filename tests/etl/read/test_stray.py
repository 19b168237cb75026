"""远在表格下方、只含空格的格子。"""

import pytest

from etl.read.stray import are_blank, blank_row


@pytest.mark.parametrize(
    ("row", "texts"),
    [
        (b'r="9"><c r="A9" t="inlineStr"><is><t> </t></is></c></row>', set()),
        (b'r="9"><c r="A9" t="inlineStr"><is><t xml:space="preserve">\xe3\x80\x80</t></is></c></row>', set()),
        (b'r="9"><c r="A9" t="s"><v>7</v></c><c r="B9" t="s"><v>8</v></c></row>', {7, 8}),
        (b'r="9"><c r="A9" t="inlineStr"><is><t>x</t></is></c></row>', None),
        (b'r="9"><c r="A9"><v>0</v></c></row>', None),
        (b'r="9"><c r="A9"><f>A1</f></c></row>', None),
    ],
)
def test_a_row_of_nothing_but_blanks(row, texts):
    """只有空格的算空；共用文字要另查；有数、有公式、有字的不算。"""
    assert blank_row(row) == texts


@pytest.mark.parametrize(
    ("strings", "wanted", "is_blank"),
    [
        ([b"<si><t>\xe7\x94\xb2</t></si><si><t> </t></si>"], {1}, True),
        ([b"<si><t>\xe7\x94\xb2</t></si><si><t> </t></si>"], {0, 1}, False),
        ([b"<si><t>a</t></si><si>", b"<t>  </t></si>"], {1}, True),
        ([b"<si><t/></si>"], {0}, True),
        ([b"<si><t> </t></si>"], {5}, False),
    ],
)
def test_shared_texts_are_looked_up(strings, wanted, is_blank):
    """共用文字跨块也数得对；没有那么多条，就不当作空。"""
    assert are_blank(iter(strings), wanted) is is_blank
