"""一个一直在收报表的经办：收件、看、收下、有的再撤回，每办成一步就说一声；随时可以被杀。

`python -m bench.clerk DATA FILES`: says one line a step on standard output, the first is "ready".
"""

import sys
from pathlib import Path

from etl.accept import accept, undo
from etl.inbox import receive, waiting
from etl.look import look

BY, REASON = "经办", "练习"
UNDO_EVERY = 2


def main(data: Path, files: Path) -> None:
    """First whatever was left waiting, then every file of `files` in order of its number; every second is withdrawn."""
    say("ready")
    for item in waiting(data):
        _accept(data, item.key)
    for file in sorted(files.glob("*.xlsx"), key=lambda file: int(file.stem)):
        [item] = receive(data, file.name, file.read_bytes(), BY)
        say("received", item.sha256)
        look(data, [item])
        say("looked", item.sha256)
        filing = _accept(data, item.key)
        if int(file.stem) % UNDO_EVERY == 0:
            say("undone", filing, undo(data, filing, BY, REASON))


def _accept(data: Path, key: str) -> str:
    [account] = accept(data, [key], BY, {})
    if account.filing is None:
        raise AssertionError(account.issues)
    say("accepted", account.filing)
    return account.filing


def say(*words: str) -> None:
    """Tell what is done: whoever has heard it may rely on it."""
    print(*words, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
