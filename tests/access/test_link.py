"""发出去的链接。"""

from access.link import Links

MEDIA = "/media/" + "ab" * 16 + ".csv"
UPLOAD = "/_stcore/upload_file/" + "0" * 36 + "/" + "1" * 36
NUMBER = "0123456789abcdef" * 2


def test_a_link_works_for_the_sign_in_it_was_sent_to():
    """And for no other; also with a sign right after it that could belong to it."""
    links = Links()
    links.note("甲", b"\x0a\x3c" + MEDIA.encode() + b"2\x01x")
    links.note("甲", b"\x0a" + UPLOAD.encode() + b"b\x01")
    links.note("甲", b"z\x20" + NUMBER.encode() + b"b\x02")
    assert links.was_sent("甲", MEDIA)
    assert links.was_sent("甲", UPLOAD)
    assert links.was_told("甲", NUMBER)
    assert not links.was_sent("乙", MEDIA)
    assert not links.was_sent("乙", UPLOAD)
    assert not links.was_told("乙", NUMBER)


def test_only_a_whole_link_is_one():
    """Shorter, longer, or with a path behind it: no."""
    links = Links()
    links.note("甲", MEDIA.encode() + UPLOAD.encode())
    assert not links.was_sent("甲", "/media/")
    assert not links.was_sent("甲", MEDIA[:-6] + ".csv")
    assert not links.was_sent("甲", MEDIA + "/x")
    assert not links.was_sent("甲", UPLOAD + "/x")


def test_signing_out_ends_them_and_memory_is_bounded():
    """The oldest go first when there are more than a sign-in can need."""
    links = Links()
    links.note("甲", MEDIA.encode())
    links.forget("甲")
    assert not links.was_sent("甲", MEDIA)
    links.note("甲", MEDIA.encode())
    for number in range(4000):
        links.note("甲", f"/media/{number:032x}.csv".encode())
    assert not links.was_sent("甲", MEDIA)
    assert links.was_sent("甲", f"/media/{3999:032x}.csv")
