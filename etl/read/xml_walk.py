"""用 expat 走一遍小部件；坏的、反常的都成为 ValueError。"""

from collections.abc import Callable, Iterable
from xml.parsers import expat

Start = Callable[[str, dict[str, str]], None]


def walk(
    chunks: Iterable[bytes],
    start: Start,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Call back for each element and text of a part. Raises ValueError where it is broken or one tag is over 1 MB.

    Without the second rule expat would hold the whole tag, and go over it again with every chunk.
    """
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        for number, chunk in enumerate(chunks):
            if number and b">" not in chunk:
                raise ValueError(chunk[:40])
            parser.Parse(chunk)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
