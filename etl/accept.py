"""收下：一个人收，或一人报审、另一人批准；提醒要写理由。收了还能撤回，撤回也写理由。"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from etl.account import FileAccount
from etl.clearance import (
    check_name,
    check_one_person,
    check_reason,
    check_seen,
    is_same_person,
    not_ready,
    unreasoned,
    warned,
)
from etl.inbox import item_of, leave, sign_proposal
from etl.issue import Issue, Refused
from etl.look import Look, ground, looks_on
from etl.paths import BEIJING, filing_names
from etl.waiting import Waiting
from etl.words import _
from etl.write import ledger as books
from etl.write.filing import write_filing
from etl.write.ledger import Filing, writer

Gate = Callable[[Look], Sequence[Issue]]


def head(data: Path) -> str:
    """The state of the ledger, to be given back as `seen` with an acceptance: the last filing's name, "" for none."""
    names = filing_names(data)
    return names[-1] if names else ""


def accept(
    data: Path,
    keys: Sequence[str],
    by: str,
    reasons: Mapping[str, str],
    *,
    seen: str | None = None,
    now: datetime | None = None,
) -> list[FileAccount]:
    """Accept waiting files, one account each in their order; then build. For the setting that one person accepts.

    `reasons`: file key → why its warnings may stand. A file that is not sound, has an open question or lacks its reason
    is not accepted and its account says why; the others are. One accepted before names the filing that holds it.
    `seen` is the `head` of the ledger the clerk looked at: Raises Refused, with nothing accepted, where others have
    filed since, where two persons are asked for, or nobody signs.
    """
    check_one_person(data)

    def gate(look: Look) -> Sequence[Issue]:
        return unreasoned(look, reasons.get(look.waiting.key, ""))

    def signed(look: Look) -> dict[str, Any]:
        return {"accepted_by": by, "reason": reasons.get(look.waiting.key, "").strip()}

    return _accepted(data, keys, by, gate, signed, seen, now)


def propose(
    data: Path, keys: Sequence[str], by: str, reasons: Mapping[str, str], *, seen: str | None = None
) -> list[FileAccount]:
    """Propose waiting files for another person to approve; the accounts say what can't be proposed, and why.

    Raises Refused where others have filed since `seen`, or nobody signs.
    """
    check_name(by)
    base = ground(data)
    check_seen(base.ledger, keys, seen)
    accounts: list[FileAccount] = []
    for key, look in _looks(data, keys, base.ledger, lambda items: looks_on(base, items)):
        if isinstance(look, FileAccount):
            accounts.append(look)
            continue
        issues = not_ready(look) or unreasoned(look, reasons.get(key, ""))
        accounts.append(_refused(look, issues) if issues else look.account)
        if not issues:
            sign_proposal(data, key, by, reasons.get(key, "").strip(), warned(look))
    return accounts


def approve(
    data: Path, keys: Sequence[str], by: str, *, seen: str | None = None, now: datetime | None = None
) -> list[FileAccount]:
    """Accept files that another person proposed, with the reasons given then; then build. Otherwise as `accept`."""

    def gate(look: Look) -> Sequence[Issue]:
        item = look.waiting
        if not item.proposed_by:
            return [Issue("not_proposed", _("还没有人报审；请先由一个人报审，再由另一个人批准。"))]
        if is_same_person(item.proposed_by, by):
            message = _("{0} 自己报审的不能自己批准；请换一个人。").format(by)
            return [Issue("same_person", message, value=by)]
        if set(warned(look)) - set(item.warned):
            return [Issue("warnings_changed", _("报审之后又有了新的提醒；请看过后重新报审。"))]
        return []

    def signed(look: Look) -> dict[str, Any]:
        item = look.waiting
        proposed_at = item.proposed_at.isoformat() if item.proposed_at else ""
        people = {"proposed_by": item.proposed_by, "proposed_at": proposed_at, "approved_by": by, "accepted_by": by}
        return {**people, "reason": item.reasons.get(item.key, "")}

    return _accepted(data, keys, by, gate, signed, seen, now)


def undo(data: Path, filing: str, by: str, reason: str) -> str:
    """Withdraw a filing (or an undo), with a reason that is kept; then build. Returns the new filing's name."""
    check_name(by)
    check_reason(reason)
    name = books.undo(data, filing, by, reason=reason.strip())
    _build(data)
    return name


def _accepted(
    data: Path,
    keys: Sequence[str],
    by: str,
    gate: Gate,
    signed: Callable[[Look], dict[str, Any]],
    seen: str | None,
    now: datetime | None,
) -> list[FileAccount]:
    check_name(by)
    accounts: list[FileAccount] = []
    with writer(data):  # 与账上的数对照也要等前一个写完
        base = ground(data, now=now)
        check_seen(base.ledger, keys, seen)
        for key, look in _looks(data, keys, base.ledger, lambda items: looks_on(base, items)):
            if isinstance(look, FileAccount):
                accounts.append(look)
                continue
            issues = [] if look.held else not_ready(look) or gate(look)
            if issues:
                accounts.append(_refused(look, issues))
                continue
            accounts.append(_filed(data, look, signed(look), now))
            if accounts[-1].filing:
                leave(data, key)
    if any(account.filing for account in accounts):
        try:
            _build(data)
        except Refused as refusal:  # 账已经记下，不能说没有收
            for account in accounts:
                account.issues += [replace(issue, severity="warning") for issue in refusal.issues]
    return accounts


def _looks(
    data: Path, keys: Sequence[str], ledger: Sequence[Filing], look: Callable[[list[Waiting]], list[Look]]
) -> list[tuple[str, Look | FileAccount]]:
    """Each key with its look; or with the account of what was accepted under it before, or of why there is nothing."""
    found: dict[str, Look | FileAccount] = {}
    items: list[Waiting] = []
    for key in dict.fromkeys(keys):
        try:
            items.append(item_of(data, key))
        except Refused as refusal:
            found[key] = _accepted_before(key, ledger) or FileAccount(key, issues=refusal.issues)
    found |= {each.waiting.key: each for each in look(items)}
    return [(key, found[key]) for key in dict.fromkeys(keys)]


def _accepted_before(key: str, ledger: Sequence[Filing]) -> FileAccount | None:
    for filing in reversed(ledger):
        page = filing.page
        if filing.is_active and key and str(page.get("sha256", "")).startswith(key):
            issue = Issue("already_filed", _("这个文件已经收过（{0}），不重复收。").format(filing.name), "warning")
            names = ("source", "period", "rows_in", "rows_kept", "rows_set_aside", "restated")
            told = {name: page[name] for name in names}
            return FileAccount(page["file"], filing.name, **told, issues=[issue])
    return None


def _filed(data: Path, look: Look, signature: Mapping[str, Any], now: datetime | None) -> FileAccount:
    found, item = look.examined, look.waiting
    if look.held:
        return replace(look.account, filing=look.held)
    assert found is not None  # 没有验过的到不了这里
    try:
        name = write_filing(
            data,
            {**found.page, **signature, "sha256": item.sha256},
            now or datetime.now(BEIJING),
            original=item.path,
            rows=found.rows,
            issues=found.account.issues,
            source_text=found.source.text,
        )
    except Refused as refusal:
        return _refused(look, refusal.issues)
    return replace(look.account, filing=name)


def _refused(look: Look, issues: Sequence[Issue]) -> FileAccount:
    found = look.account
    return FileAccount(found.file, None, look.source, look.period, issues=[*issues, *found.issues])


def _build(data: Path) -> None:
    from etl.build import build  # 收下之前用不着

    build(data)
