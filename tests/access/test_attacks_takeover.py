"""攻击：登录了的人，去拿别人的页面会话、链接和连接。"""

import time
from contextlib import suppress

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed

from access import accounts, audit
from tests.access.pagework import download_request, made_download, offered_downloads, put, reply, upload_link
from tests.access.server import PASSWORD
from tests.access.wire import ask, bytes_of, is_refused, opened, run, session_number, signed_in, until_finished


@pytest.mark.parametrize("attacker", ["leader2", "researcher1", "admin1"])
def test_a_live_page_session_cannot_be_taken_over(port, enter, attacker):
    """The victim's session number on another's websocket gives a new session; the victim goes on undisturbed."""
    with opened(port, enter("victim")) as victim:
        number = session_number(run(victim))
        with opened(port, enter(attacker), session=number) as thief:
            assert session_number(run(thief)) != number
        assert session_number(run(victim)) == number


def test_nor_by_the_same_account_signed_in_elsewhere(port, enter):
    """It belongs to the sign-in, not to the account: a second device begins its own."""
    with opened(port, enter("victim")) as victim:
        number = session_number(run(victim))
        with opened(port, enter("victim"), session=number) as thief:
            assert session_number(run(thief)) != number


def test_nor_once_the_victim_has_left(port, enter):
    """A page session waits two minutes for its page to come back: only for its own."""
    mine = enter("victim")
    with opened(port, mine) as victim:
        number = session_number(run(victim))
    with opened(port, enter("leader2"), session=number) as thief:
        assert session_number(run(thief)) != number
    with opened(port, mine, session=number) as again:
        assert session_number(run(again)) == number


def test_nor_without_a_sign_in_nor_with_forged_headers(port, enter):
    """The number alone, and the number with the header that would make it fit."""
    with opened(port, enter("victim")) as victim:
        number = session_number(run(victim))
        assert is_refused(port, session=number)
        forged = {"X-Access-Session": "open:demo", "X_Access_Session": "x"}
        assert is_refused(port, session=number, headers=forged)
        with opened(port, enter("leader2"), session=number, headers=forged) as thief:
            assert session_number(run(thief)) != number


def test_a_download_link_works_for_no_other_sign_in(port, enter):
    """Guessed, passed on or read in a log: refused to everybody but the one it was made for."""
    mine = enter("leader1")
    with opened(port, mine) as wire:
        link = made_download(wire)
        assert ask(port, link, cookie=mine).status == 200
        assert ask(port, link).status == 401
        for other in ("leader2", "researcher1", "admin1", "leader1"):
            assert ask(port, link, cookie=enter(other)).status == 403
        assert ask(port, link, cookie=mine, headers=[("Range", "bytes=0-10")]).status == 206
        assert ask(port, link).headers.get("content-disposition") is None
        assert ask(port, link, cookie=mine).headers["cache-control"] == "private, no-store"


def test_a_download_not_yet_made_is_made_for_no_other_sign_in(port, enter):
    """The number of somebody's button, sent over one's own websocket: no file, no link."""
    with opened(port, enter("leader1")) as wire:
        _session, numbers = offered_downloads(wire)
        with opened(port, enter("leader2")) as thief:
            session = session_number(run(thief))
            with pytest.raises(TimeoutError):
                reply(thief, download_request(session, numbers[2]), "backend_operation_response", timeout=3)


@pytest.mark.parametrize(
    "link", ["/media/" + "0" * 32 + ".csv", "/media/" + "f" * 64 + ".xlsx", "/media/", "/media/a/../b"]
)
def test_a_guessed_link_tells_nothing(port, enter, link):
    """The same answer whether there is such a file or not."""
    assert ask(port, link, cookie=enter("leader1")).status in (400, 403)


def test_an_upload_goes_only_where_its_own_page_asked(port, enter, data):
    """Another's address, one's own without the right, after signing out: refused. The control goes through."""
    if accounts.find(data, "clerk2") is None:
        accounts.add(data, "clerk2", "clerk", PASSWORD, {"subdistrict": ("智远街道",)})
    mine = enter("clerk1")
    with opened(port, mine) as wire:
        link = upload_link(wire)
        assert put(port, link).status == 401
        for other in ("clerk2", "leader1", "researcher1", "admin1", "clerk1"):
            assert put(port, link, enter(other)).status == 403
            assert put(port, link, enter(other), method="DELETE").status == 403
        assert put(port, link, mine).status == 204
        assert put(port, link, mine, method="DELETE").status == 204


def test_who_may_not_upload_cannot_although_the_page_gives_an_address(port, enter):
    """Streamlit hands out addresses to any page session; the gate asks for the right."""
    mine = enter("researcher1")
    with opened(port, mine) as wire:
        assert put(port, upload_link(wire), mine).status == 403


def test_an_oversized_upload_is_refused(port, enter):
    """By what it says it is, and by saying nothing."""
    mine = enter("clerk1")
    with opened(port, mine) as wire:
        link = upload_link(wire)
        head = [("Content-Length", str(21 * 2**20 + 70_000)), ("Content-Type", "multipart/form-data; boundary=xx")]
        assert ask(port, link, "PUT", head, cookie=mine).status == 413
        chunked = [("Transfer-Encoding", "chunked"), ("Content-Type", "multipart/form-data; boundary=xx")]
        assert ask(port, link, "PUT", chunked, b"0\r\n\r\n", cookie=mine).status == 411


@pytest.mark.parametrize(
    "kind", ["clear_cache", "load_git_info", "set_run_on_save", "debug_shutdown_runtime", "install_skills"]
)
def test_what_no_page_of_ours_sends_is_not_passed_on(port, enter, kind):
    """Clearing everybody's caches, the repository's address, writing files beside the server: dropped, and noted."""
    message = BackMsg()
    if kind == "install_skills":
        message.backend_operation_request.install_skills.SetInParent()
        message.backend_operation_request.request_id = "1"
    else:
        setattr(message, kind, True)
    with opened(port, enter("leader1")) as wire:
        number = session_number(run(wire))
        wire.send(message.SerializeToString())
        again = run(wire)
        assert session_number(again) == number
        assert {one.WhichOneof("type") for one in again} & {"git_info_changed", "backend_operation_response"} == set()


@pytest.mark.parametrize(
    "payload", [b"", b"\xff" * 100, b"\x0a\xff\xff\xff\xff\x0f", b"x" * 1_000_000, b"y" * 4_000_000, "文字"]
)
def test_a_malformed_message_hurts_nobody_else(port, enter, payload):
    """Empty, garbage, a length that lies, a megabyte, more than is let in, text: at most its own connection ends."""
    with opened(port, enter("victim")) as victim, opened(port, enter("leader2")) as sender:
        number = session_number(run(victim))
        sender.send(payload)
        with suppress(ConnectionClosed):
            run(sender)
        assert session_number(run(victim)) == number


def test_an_account_disabled_with_its_page_open_loses_it(port, enter, data):
    """Asked again it answers nothing; left alone it is cut within seconds; others stay."""
    name = "soon-gone"
    accounts.add(data, name, "leader", PASSWORD)
    mine = signed_in(port, name, PASSWORD)
    with opened(port, mine) as wire, opened(port, mine) as idle, opened(port, enter("victim")) as other:
        run(wire)
        run(idle)
        run(other)
        accounts.set_disabled(data, name, is_disabled=True)
        message = BackMsg()
        message.rerun_script.page_name = "enterprises"
        wire.send(message.SerializeToString())
        with pytest.raises(ConnectionClosed):
            until_finished(wire)
        ended = time.monotonic()
        with pytest.raises(ConnectionClosed):
            wait_for_end(idle)
        assert time.monotonic() - ended < 12
        assert bytes_of(run(other))
    assert is_refused(port, mine)
    assert [line.who for line in audit.search(data, event="登录.作废断开")][:1] == [name]


def wait_for_end(wire):
    """Take in what was already on its way, until the connection closes."""
    while True:
        wire.recv(timeout=15)


def test_another_users_sign_out_form_does_not_sign_one_out(port, enter):
    """A form from elsewhere, without one's own token, or with somebody else's: refused, still signed in."""
    mine = enter("leader1")
    kind = ("Content-Type", "application/x-www-form-urlencoded")
    ours = ("Origin", f"http://127.0.0.1:{port}")
    theirs = ask(port, "/sign-out", cookie=enter("leader2")).text.split('name="token" value="')[1].split('"')[0]
    for headers, body in (
        ([kind], b"token=x"),
        ([kind, ("Origin", "http://evil.example")], b"token=x"),
        ([kind, ours], b""),
        ([kind, ours], f"token={theirs}".encode()),
        ([("Content-Type", "text/plain"), ours], f"token={theirs}".encode()),
    ):
        assert ask(port, "/sign-out", "POST", headers, body, cookie=mine).status == 403
    assert ask(port, "/_stcore/host-config", cookie=mine).status == 200


def test_nobody_looks_through_other_eyes_over_real_data(port, enter):
    """/as/… belongs to the demonstration; nor does its cookie do anything."""
    mine = enter("researcher1")
    assert ask(port, "/as/leader", cookie=mine).status == 403
    assert ask(port, "/_stcore/metrics", cookie=f"{mine}; clusters_as=admin").status == 403
    assert ask(port, "/_stcore/metrics", cookie=enter("admin1")).status == 200
