"""导出的文字不许变成公式：企业名称、表头里什么都可能有。"""

import re

# = + - @ 与它们的全角、制表与回车（OWASP、Superset 的清单加全角）；前面垫了空格、引号、分号也算
_DANGEROUS = re.compile(r"^[\s\u3000\ufeff\u200b\"';]*[=+\-@＝＋－＠]|^[\t\r\n]")
_PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def inert(text: str) -> str:
    """`text` safe for a CSV cell: on one line, and with `'` in front where a spreadsheet would take it for a formula.

    A plain negative number written as text stays as it is; numbers themselves never come here.
    """
    flat = re.sub(r"[\r\n]+", " ", text)  # 换行后的 = 会被按行切开的程序当成新的一格
    if _PLAIN_NUMBER.fullmatch(flat):
        return flat
    return "'" + flat if _DANGEROUS.search(text) else flat
