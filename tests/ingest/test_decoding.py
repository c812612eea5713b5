"""Bytes → text: what is declared is honoured, what is guessed is said, what is no text is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.ingest.decoding import decode
from dragoman.model.errors import SourceError

PLAIN = "The mayor said “no” on Monday: the café, she said, won’t close.\r\n  Señor Núñez agreed. "
CHINESE = "议会星期一投票决定重建港口围墙，因为两场风暴摧毁了它的北端。渔民说他们不能再等一年。"
CURLY = "“It’s over,” the harbour master said. “We can’t wait, and we won’t.” The café was shut. "
FRENCH = "Le maire a déclaré à la presse que l’été serait très chaud à Évreux, où la mairie a été fermée. "
TURKISH = "Meclis, iki fırtınanın ardından liman duvarını yeniden inşa etmek için pazartesi günü oy kullandı. "
RUSSIAN = "Городской совет проголосовал в понедельник за восстановление стены гавани после двух зимних штормов. "


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (PLAIN.encode(), PLAIN),
        (PLAIN.encode("utf-8-sig"), PLAIN),
        (PLAIN.encode("utf-16"), PLAIN),
        (b"\xfe\xff" + PLAIN.encode("utf-16-be"), PLAIN),
        (PLAIN.encode("utf-32"), PLAIN),
        (b"\x00\x00\xfe\xff" + PLAIN.encode("utf-32-be"), PLAIN),
        ("\ufeff\ufeffx".encode(), "\ufeffx"),  # one mark is dropped, a second is a character
        (b"", ""),
        (b"\xff\xfe", ""),
        (b"a\x0cb\x1bc\td", "a\x0cb\x1bc\td"),
        ("one\rtwo\u2028three\x85".encode(), "one\rtwo\u2028three\x85"),
    ],
)
def test_declared_encodings_are_kept_to_the_character(data: bytes, text: str) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.notes, decoded.replaced) == (text, (), None)


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (PLAIN.encode("cp1252"), PLAIN, "cp1252"),
        ("The São Paulo office".encode("cp1252"), "The São Paulo office", "cp1252"),
        (b"It\x92s", "It’s", "cp1252"),
        (FRENCH.encode("cp1252"), FRENCH, "cp1252"),
        ((TURKISH * 3).encode("cp1254"), TURKISH * 3, "cp1254"),
        (RUSSIAN.encode("cp1251"), RUSSIAN, "cp1251"),
        (CHINESE.encode("gb18030"), CHINESE, "gb18030"),
        (CURLY.encode("mac_roman"), CURLY, "mac_iceland"),  # the same letters here
        (PLAIN.encode("utf-16-le"), PLAIN, "utf-16-le"),
        (PLAIN.encode("utf-16-be"), PLAIN, "utf-16-be"),
        (PLAIN.encode("utf-32-le"), PLAIN, "utf-32-le"),
        (PLAIN.encode("utf-32-be"), PLAIN, "utf-32-be"),
    ],
)
def test_guessed_encodings_are_noted(data: bytes, text: str, encoding: str) -> None:
    decoded = decode(data)
    assert decoded.text == text
    assert decoded.notes == (f"decoded as {encoding}, not declared",)


def test_spoilt_utf8_stays_utf8_with_the_byte_replaced() -> None:
    decoded = decode("“Yes”, said the minister. ".encode() + b"caf\xe9 \xff end")
    assert decoded.text == "“Yes”, said the minister. caf\ufffd \ufffd end"
    assert decoded.replaced == "not utf-8; replaced by U+FFFD"


def test_a_few_bytes_that_are_nothing_do_not_lose_a_text() -> None:
    text = "The council met on Monday {} and voted on the wall, and then it met again and voted on the road to Darn."
    decoded = decode(text.encode().replace(b"{}", b"\x81 \xe9"))
    assert decoded.text == text.format("\ufffd é")
    assert decoded.notes == ("decoded as cp1252, not declared",)
    assert decoded.replaced == "not cp1252; replaced by U+FFFD"


def test_a_cut_utf16_file_says_what_is_missing() -> None:
    decoded = decode("port".encode("utf-16") + b"\x41")
    assert decoded.text == "port\ufffd"
    assert decoded.replaced is not None


def test_a_replacement_character_of_the_source_is_no_repair() -> None:
    assert decode("a \ufffd b".encode()).replaced is None
    assert decode("a \ufffd b".encode("utf-16")).replaced is None


@pytest.mark.parametrize(
    ("label", "codec"), [("iso-8859-1", "cp1252"), ("windows-1251", "cp1251"), ("Shift_JIS", "cp932"), ("gb2312", "gb18030"), ("koi8-r", "koi8-r")]
)
@pytest.mark.parametrize(
    "head", ['<meta charset="{}">', "<meta http-equiv=Content-Type content='text/html; charset={}'>", '<?xml version="1.0" encoding="{}"?>']
)
def test_a_page_declares_its_encoding(label: str, codec: str, head: str) -> None:
    body = {"cp1252": "“café”", "cp932": "港の壁", "gb18030": "港口围墙"}.get(codec, "Стена")
    decoded = decode((head.format(label) + body).encode(codec), page=True)
    assert decoded.text.endswith(body)
    assert decoded.notes == ()


@pytest.mark.parametrize("label", ["rot13", "base64", "no-such", "utf-8", "idna", "undefined", "unicode_escape"])
def test_a_declaration_that_cannot_be_is_not_followed(label: str) -> None:
    decoded = decode(f'<meta charset="{label}"><p>'.encode() + PLAIN.encode("cp1252"), page=True)
    assert decoded.text.endswith(PLAIN)
    assert "decoded as cp1252" in decoded.notes[0]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF; extract its text first"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"{\\rtf1\\ansi The council met.}", "RTF"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"WARC/1.0\r\n", "web archive"),
        (bytes(range(256)) * 40, "binary"),
        (b"\0" * 50, "binary"),
        (b"".join(number.to_bytes(2, "little") for number in range(1, 40)) * 5, "binary"),
        (b"".join(number.to_bytes(4, "big") for number in range(1, 400)), "binary"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, what: str) -> None:
    with pytest.raises(SourceError, match=what):
        decode(data)


@pytest.mark.parametrize("text", ["RIFF between the parties grows", "PAR1 is a road", "MZ said", "ID3 is a form", "BZh", "%PD", "GIF8"])
def test_a_text_may_begin_with_letters_that_files_begin_with(text: str) -> None:
    assert decode(text.encode()).text == text


def test_a_stray_nul_is_kept() -> None:
    text = "The council\0 met on Monday.\0"
    assert decode(text.encode()).text == text


@given(st.binary(max_size=400) | st.builds(lambda mark, rest: mark + rest, st.sampled_from([b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0"]), st.binary()))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    for page in (False, True):
        try:
            text = decode(data, page=page).text
        except SourceError:
            continue
        text.encode()


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode("utf-8-sig")).text == text
    if not text.startswith("\ufeff"):
        assert decode(text.encode()).text == text
