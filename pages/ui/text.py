"""企业名称、文件名进入网页文字之前先转义：名称里的符号不得变成链接、图片、颜色或公式。"""

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$^&=])")
_JOINER = "\u2060"  # 看不见、不断行；打散“:颜色[…]”、“:图标:”、网址与邮箱的写法
_AUTOMATIC = re.compile(r"(:(?=[^\s\d]|\w*:)|@|www)", re.IGNORECASE)
# 平常的话里没有一处会被当成记号：不必转义，读屏软件念的、复制走的就是原样
_CALM = re.compile(r"[\w\s.,:()%/（）“”‘’「」《》，。；：、？！—…·／％-]*")
_STIRRED = re.compile(r"(?<!\w)_|_(?!\w)|(?<!\w)-|-(?!\w)|:(?=[^\s\d]|\w*:)|www|^\d+[.)]", re.IGNORECASE)


def md(value: object) -> str:
    """`value` as literal text for any Streamlit element that reads Markdown; one line."""
    plain = " ".join(str(value).split())
    if _CALM.fullmatch(plain) and not _STIRRED.search(plain):
        return plain
    return _AUTOMATIC.sub(lambda found: found[0] + _JOINER, _MARKS.sub(r"\\\1", plain))
