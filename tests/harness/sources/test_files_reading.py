"""Lines, encodings, compression: what is the same for every reader."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.errors import DataFileError
from harness.sources.files import reading
from harness.sources.files.reading import read_blocks, read_lines
from harness.types import PlainText

PLAIN = {"layout": "table", "container": "lines", "rows": {"kind": "lines"}}
ENGLISH = {"file": "{code}-eng.txt", "container": "lines", "column_names": ["english"]}
PARALLEL = {**PLAIN, "beside": [ENGLISH], "rows": {"kind": "lines", "translation": "english"}}


def test_lines_end_at_newlines_only(folder):
    path = folder.write("a.txt", "one\u2028still one\x0bstill\r\ntwo\n\nfour")
    assert list(read_lines(path)) == [(1, "one\u2028still one\x0bstill"), (2, "two"), (3, ""), (4, "four")]


def test_a_byte_order_mark_is_no_text(folder):
    assert list(read_lines(folder.write("a.txt", b"\xef\xbb\xbfone\n"))) == [(1, "one")]


def test_plain_text_passes_over_blank_lines_and_keeps_line_numbers(folder):
    folder.write("mlm/sw.txt.gz", "Habari ya asubuhi\n\n \nKaribu\n")
    first, second = folder.read("mlm/sw.txt.gz", "plain_text", "sw", **PLAIN)
    assert (first.payload.text, second.payload.text) == ("Habari ya asubuhi", "Karibu")
    assert (second.id, second.group, second.language) == ("line-4", "line-4", "sw")
    assert (second.provenance.source, second.provenance.line) == ("mlm/sw.txt.gz", 4)


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("a.txt", b"good\nbad \xff\n", ":2: byte 4 of the line is not UTF-8; save the file as UTF-8."),
        ("a.txt.gz", b"text, not gzip", ": this is not a whole gzip file; fetch it again."),
        ("a.txt.gz", gzip.compress(b"x" * 999)[:20], ": this is not a whole gzip file; fetch it again."),
    ],
)
def test_damaged_files_are_named(folder, name, raw, message):
    path = folder.root / name
    path.write_bytes(raw)
    with pytest.raises(DataFileError) as caught:
        folder.read(name, "plain_text", **PLAIN)
    assert str(caught.value) == f"{path}{message}"


def test_a_missing_file_and_a_folder_are_named(folder):
    with pytest.raises(DataFileError) as caught:
        folder.read("none.txt", "plain_text", **PLAIN)
    expected = f"{folder.root / 'none.txt'}: there is no such file; check the catalogue and the data root."
    assert str(caught.value) == expected
    with pytest.raises(DataFileError, match="the file cannot be read \\(Is a directory\\)"):
        folder.read(".", "plain_text", **PLAIN)


def test_translations_come_from_a_line_aligned_file(folder):
    folder.write("sw-eng.txt", "One.\nTwo.\n\nFour.\n")
    folder.write("sw.txt", "Moja.\n\nTatu.\nNne.\n")
    found = folder.read("sw.txt", "plain_text", "sw", **PARALLEL)
    assert [example.payload for example in found] == [PlainText("Moja.", "One."), PlainText("Nne.", "Four.")]
    assert [example.id for example in found] == ["line-1", "line-4"]


@given(
    lines=st.lists(st.text(alphabet="ab \t\u2028", max_size=4)),
    end=st.sampled_from(["\n", "\r\n"]),
    last=st.booleans(),
    piece=st.integers(1, 9),
)
def test_blocks_are_those_of_a_walk_over_lines(tmp_path_factory, lines, end, last, piece) -> None:
    path = tmp_path_factory.mktemp("blocks") / "x.txt"
    path.write_bytes((end.join(lines) + (end if last else "")).encode())
    expected: list[tuple[int, list[str]]] = []
    begun = False
    for number, line in read_lines(path):
        text = line.rstrip(" \t\r")
        if text and begun:
            expected[-1][1].append(text)
        elif text:
            expected.append((number, [text]))
        begun = bool(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_PIECE", piece)
        found = [(number, block.split("\n")) for number, block in read_blocks(path)]
    assert found == expected
