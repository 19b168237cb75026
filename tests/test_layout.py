"""全项目的规矩：依赖只朝一个方向，公开的函数有说明，文件不太长，测试都有断言，没有哪台机器的路径。"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
BELOW = {"etl.parser", "etl.paths", "etl.rule_file", "etl.words"}
# 每一层可以引用谁：pages → reports → charts → metrics → etl.paths
MAY_IMPORT = {
    "etl": {"etl"},
    "metrics": {"metrics", *BELOW},
    "charts": {"charts", "metrics", *BELOW},
    "reports": {"reports", "charts", "metrics", *BELOW},
    "access": {"access", *BELOW},
    "pages": {"pages", "access", "reports", "charts", "metrics", *BELOW},
    "app": {"pages", "access", "reports", "charts", "metrics", *BELOW},
}
ARITHMETIC = "metrics/arithmetic"  # 数进数出：只认自己、报告期怎么算、界面的字
BOOKS = "pages/books/"  # 收表、撤回、模板这几页办的就是 etl 的事：页面里只有这一处可以叫它
OURS = {"etl", "metrics", "charts", "reports", "pages", "access", "app", "bench"}
LONGEST = 250
LONG_FOR_A_REASON: dict[str, str] = {}
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "misc", "manager", "common"}
MACHINE_PATH = re.compile(r"(?<![\w.])(?:/home/|/root/|/tmp/|/Users/|/work/|/mnt/|[A-Z]:\\(?:Users|work)|file:///)")
REGISTRY = re.compile(r"pypi\.org|pythonhosted\.org|registry\.npmjs|index-url|tuna\.tsinghua|mirrors?\.aliyun")
TEXT_FILES = {".py", ".md", ".toml", ".sql", ".txt", ".csv", ".css", ".js", ".cfg", ".yml", ".sh", ""}
SKIPPED = {".git", ".venv", "__pycache__", ".hypothesis", ".pytest_cache", ".ruff_cache", "node_modules"}
MADE_AT_RUN_TIME = {"data/ledger", "data/build", "data/demo"}


def files(*folders: str) -> list[Path]:
    """Our Python files under these folders (or files)."""
    found = [PROJECT / folder for folder in folders if folder.endswith(".py")]
    found += [
        path for folder in folders for path in (PROJECT / folder).rglob("*.py") if "__pycache__" not in path.parts
    ]
    return sorted(path for path in found if path.is_file())


def name_of(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    """Full names of all modules a file imports, also inside functions; `from a import b` gives a.b."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def all_text_files() -> Iterator[Path]:
    """Every text file that belongs to the project, without what a run leaves behind."""
    for path in sorted(PROJECT.rglob("*")):
        relative = path.relative_to(PROJECT)
        is_ours = not SKIPPED & set(relative.parts) and not any(
            name_of(path).startswith(made) for made in MADE_AT_RUN_TIME
        )
        if is_ours and path.is_file() and path.suffix in TEXT_FILES:
            yield path


def public_things(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """Public functions and classes of a module, and the public methods of its public classes."""
    for node in parsed(path).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                methods = (each for each in node.body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef))
                yield from (each for each in methods if not each.name.startswith("_"))


def asserts_something(function: ast.AST) -> bool:
    """Whether a test can fail by what it compares: an assert, or an error it expects."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("raises", "warns")
        ):
            return True
    return False


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_imports_run_one_way(layer):
    """pages → reports → charts → metrics → etl.paths；etl 谁也不引用。"""
    wrong = [
        f"{name_of(path)}: {name}"
        for path in files(layer, f"{layer}.py")
        for name in imports(path)
        if name.split(".")[0] in OURS
        and not (name_of(path).startswith(BOOKS) and name.startswith("etl."))
        and not any(name == allowed or name.startswith(f"{allowed}.") for allowed in MAY_IMPORT[layer])
    ]
    assert wrong == []


def test_arithmetic_knows_only_itself():
    """公式不认库、不认要求、不认指标：谁都能单独拿去验算。"""
    allowed = {"metrics.arithmetic", "metrics.period", "etl.words"}
    found = [(path, name) for path in files(ARITHMETIC) for name in imports(path)]
    wrong = [
        f"{name_of(path)}: {name}"
        for path, name in found
        if name.split(".")[0] in OURS and not any(name.startswith(f"{one}.") for one in allowed)
    ]
    assert found
    assert wrong == []


def test_only_pages_import_streamlit():
    """界面之外的代码不依赖 Streamlit，命令行与报表用得了。"""
    wrong = [
        name_of(path)
        for path in files("etl", "metrics", "charts", "reports", "access")
        if any(name.split(".")[0] == "streamlit" for name in imports(path))
    ]
    assert wrong == []


def test_every_public_function_has_a_docstring():
    """公开的函数、类、方法都有说明。"""
    wrong = [
        f"{name_of(path)}:{thing.lineno} {thing.name}"
        for path in files("app.py", "pages", "access", "reports", "charts", "metrics", "etl", "bench")
        for thing in public_things(path)
        if not ast.get_docstring(thing)
    ]
    assert wrong == []


def test_every_module_says_what_it_is():
    """每个有内容的模块开头一句话说它是什么。"""
    wrong = [
        name_of(path)
        for path in files("app.py", "pages", "access", "reports", "charts", "metrics", "etl", "bench", "tests")
        if path.read_text(encoding="utf-8").strip() and not ast.get_docstring(parsed(path))
    ]
    assert wrong == []


def test_no_file_is_too_long():
    """一个文件一个名词；超过 250 行要在上面写明理由。"""
    long = {
        name_of(path)
        for path in files("app.py", "pages", "access", "reports", "charts", "metrics", "etl", "bench", "tests")
        if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST
    }
    assert long == set(LONG_FOR_A_REASON)


def test_no_file_has_a_name_that_says_nothing():
    """没有 utils、helpers、manager。"""
    wrong = [name_of(path) for path in files(*OURS, "tests") if path.stem in VAGUE_NAMES]
    assert wrong == []


def test_every_test_asserts_something_and_says_what():
    """每个测试都有断言，也都有一句话说它证明了什么。"""
    wrong = []
    for path in files("tests"):
        for node in ast.walk(parsed(path)):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or not node.name.startswith("test_"):
                continue
            if not asserts_something(node):
                wrong.append(f"{name_of(path)}:{node.lineno} {node.name} 没有断言")
            if not ast.get_docstring(node):
                wrong.append(f"{name_of(path)}:{node.lineno} {node.name} 没有说明")
    assert wrong == []


def test_no_path_of_a_machine_and_no_registry():
    """文件里没有哪台机器的路径，也没有软件源的地址：拷到哪里都一样。"""
    wrong = []
    for path in all_text_files():
        if path == Path(__file__).resolve():
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if MACHINE_PATH.search(line) or REGISTRY.search(line):
                wrong.append(f"{name_of(path)}:{number}: {line.strip()[:80]}")
    assert wrong == []


def test_the_rules_can_fail(tmp_path):
    """规矩本身不是摆设：没有断言的测试、没有说明的函数、机器路径都认得出来。"""
    file = tmp_path / "坏.py"
    file.write_text(
        "import etl.load\nfrom etl import paths\ndef test_x():\n    pass\ndef y():\n    return 1\n", encoding="utf-8"
    )
    assert [thing.name for thing in public_things(file) if not ast.get_docstring(thing)] == ["test_x", "y"]
    assert list(imports(file)) == ["etl.load", "etl.paths"]
    assert not asserts_something(parsed(file).body[2])
    assert MACHINE_PATH.search("open('/home/li/数据.xlsx')")
    assert not MACHINE_PATH.search("data/home/表.xlsx")
