"""命令行里和工作簿有关的：退回标注过的表、发模板、比较两份账、列出已知的错。"""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from etl.issue import Issue, Refused
from etl.parser import Parser
from etl.paths import filing_names
from etl.words import _

Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


def add_book_commands(commands: Commands, common: Parser, period: Callable[[str], str]) -> None:
    """Put these commands beside the others; `common` holds --data, `period` reads and checks a quarter."""
    told = _("标出问题，退回经办：原表涂色、加批注，最前面是问题清单")
    returning = _command(commands, "giveback", _giveback, told, common)
    returning.add_argument("file", type=Path, metavar=_("文件"))
    returning.add_argument("--source", help=_("报表种类，或来源说明的路径"))
    returning.add_argument("--period", type=period, help=_("报告期，如 2026Q3"))
    _output(returning)
    template = _command(commands, "template", _template, _("发一张填报表：企业和上年同期数已经填好"), common)
    template.add_argument("kind", metavar=_("种类"))
    template.add_argument("--period", type=period, help=_("报告期，如 2026Q4"))
    template.add_argument("--subdistrict", default="", metavar=_("街道"), help=_("只要这个街道的企业"))
    template.add_argument("--cluster", default="", metavar=_("集群"), help=_("只要这个集群的企业"))
    _output(template)
    differing = _command(commands, "diff", _diff, _("两份账之间哪些数变了：归档号是那一份收下之后的账"), common)
    differing.add_argument("earlier", metavar=_("前一份"), help=_('归档号；"" 是空账'))
    differing.add_argument("later", nargs="?", metavar=_("后一份"), help=_("归档号；不写就是现在"))
    differing.add_argument("--json", action="store_true", help=_("结果写成 JSON"))
    _command(commands, "corrections", _corrections, _("来源里已知的错，各改好没有"), common)


def _giveback(options: argparse.Namespace) -> int:
    from etl.giveback import annotated
    from etl.load import check_file

    _refuse_to_overwrite(options.output)
    account = check_file(options.file, options.data, options.source, options.period)
    content = annotated(options.file, options.file.name, account.issues, account.rows_kept)
    try:
        options.output.write_bytes(content)
    except OSError as error:
        message = _("写不了 {0}；请核对目录是否存在、文件是否正开着。").format(options.output)
        raise Refused([Issue("output_unwritable", message)]) from error
    print(_("{0}：问题已标在 {1}").format(options.file.name, options.output))
    return 0


def _template(options: argparse.Namespace) -> int:
    from etl.source import find_source
    from etl.template import write_template

    kind = find_source(options.kind)
    asked = {"subdistrict": options.subdistrict, "cluster": options.cluster}
    own = {part: (name,) for part, name in asked.items() if name}
    write_template(kind, options.output, options.data, period=options.period or "", own=own)
    print(_("模板已写到 {0}").format(options.output))
    return 0


def _diff(options: argparse.Namespace) -> int:
    from etl.difference import column_titles, difference

    names = filing_names(options.data)
    later = options.later if options.later is not None else (names[-1] if names else "")
    rows = difference(options.data, options.earlier, later).to_pylist()
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    titles = column_titles()
    for row in rows:
        place = " · ".join(part for part in (row["period"], row["enterprise"] or row["enterprise_id"]) if part)
        old, new = (_("无") if row[key] is None else row[key] for key in ("old", "new"))
        print(f"{place} · {titles.get(row['column'], row['column'])}：{old} → {new}（{row['filing']}）")
    print(_("共 {0} 处不同。").format(len(rows)))
    return 0


def _corrections(options: argparse.Namespace) -> int:
    from etl.correction import corrections

    known = corrections(options.data)
    for entry in known:
        told = _("{0} 已告知{1}").format(entry.told_on, entry.told) if entry.told else _("还没有告知")
        print(f"{entry.what}（{entry.place}）\n  {entry.why}；{told}\n  {entry.state}")
    print(_("已知的错共 {0} 条，已改 {1} 条。").format(len(known), sum(entry.is_fixed for entry in known)))
    return 0


def _refuse_to_overwrite(file: Path) -> None:
    if file.exists():
        message = _("{0} 已经有了，可能填着数；请换个名字，或先把它移走。").format(file)
        raise Refused([Issue("output_exists", message)])


def _output(parser: Parser) -> None:
    parser.add_argument("-o", "--output", type=Path, required=True, metavar=_("文件"))


def _command(
    commands: Commands,
    name: str,
    run: Callable[[argparse.Namespace], int],
    about: str,
    common: Parser,
) -> Parser:
    parser = commands.add_parser(name, help=about, description=about, parents=[common])
    parser.set_defaults(run=run)
    return parser
