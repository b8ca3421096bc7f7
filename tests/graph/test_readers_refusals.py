"""Files that cannot be read are refused with a reason, a remedy and a code, never with a traceback."""

from __future__ import annotations

import contextlib
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remissgraf.errors import ReadError
from remissgraf.graph.readers import READERS, guard, read_document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def refusal(path: Path, root: Path) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read_document(path, root=root)
    assert caught.value.remedy
    assert caught.value.where == (
        path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    )
    return caught.value


def refused(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    return refusal(folder / name, folder).code


@pytest.mark.parametrize("suffix", sorted(READERS))
@pytest.mark.parametrize("data", [b"", b" \n\t \r\n"])
def test_empty(tmp_path: Path, suffix: str, data: bytes) -> None:
    assert refused(tmp_path, f"a{suffix}", data) == "read.empty"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", b"%PDF-1.7 and so on"),
        ("a.pdf", b"<!DOCTYPE html><p>Hej"),
        ("a.txt", b"%PDF-1.7 and so on"),
        ("a.md", b"PK\x03\x04 and so on"),
        ("a.txt", b"{\\rtf1 Hej}"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old or encrypted document"),
        ("a.txt", b"<!doctype HTML><p>Hej"),
        ("a.html", b"%PDF-1.7 and so on"),
    ],
)
def test_content_of_another_kind(tmp_path: Path, name: str, data: bytes) -> None:
    assert refused(tmp_path, name, data) == "read.kind"


def test_unknown_suffix_names_the_known_ones(tmp_path: Path) -> None:
    (tmp_path / "a.odt").write_bytes(b"Hej")
    error = refusal(tmp_path / "a.odt", tmp_path)
    assert error.code == "read.suffix"
    assert all(suffix in str(error) for suffix in READERS)


def test_binary_as_text(tmp_path: Path) -> None:
    assert refused(tmp_path, "a.txt", b"\x7fELF\x00\x01\x02\x00") == "read.binary"


def test_damaged_utf16(tmp_path: Path) -> None:
    assert refused(tmp_path, "a.txt", "Hej på dig".encode("utf-16")[:-1]) == "read.encoding"


def test_no_pdf_at_all(tmp_path: Path) -> None:
    assert refused(tmp_path, "a.pdf", b"Ingen PDF alls.") == "read.damaged"


def test_pdf_without_text(tmp_path: Path, make_pdf: Callable[..., bytes]) -> None:
    assert refused(tmp_path, "a.pdf", make_pdf([[], []])) == "read.no-text"


def test_truncated_pdf(tmp_path: Path, samples: Path) -> None:
    whole = (samples / "sample.pdf").read_bytes()
    assert refused(tmp_path, "a.pdf", whole[:200]) == "read.damaged"


def test_encrypted_pdf(tmp_path: Path, make_pdf: Callable[..., bytes]) -> None:
    locked = (
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"28" * 32 + b"> /U <" + b"41" * 32 + b"> >> "
        b"/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] /Size"
    )
    data = make_pdf([["Hej"]]).replace(b"/Size", locked, 1)
    assert refused(tmp_path, "a.pdf", data) == "read.encrypted"


def test_broken_zip(tmp_path: Path, samples: Path) -> None:
    whole = (samples / "sample.docx").read_bytes()
    assert refused(tmp_path, "a.docx", whole[: len(whole) // 2]) == "read.damaged"
    assert refused(tmp_path, "b.docx", whole[:60] + b"\xff" * 60 + whole[120:]) == "read.damaged"


def test_docx_without_its_main_part(tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("content.xml", "<a/>")
    assert refused(tmp_path, "a.docx", target.getvalue()) == "read.kind"


def test_docx_without_text(tmp_path: Path, make_docx: Callable[..., bytes]) -> None:
    assert refused(tmp_path, "a.docx", make_docx("<w:p/>")) == "read.no-text"


def test_encrypted_docx_part(tmp_path: Path, make_docx: Callable[..., bytes]) -> None:
    data = bytearray(make_docx(("Normal", "Hej")))
    at = data.find(b"PK\x01\x02")
    data[6] |= 1
    data[at + 8] |= 1
    assert refused(tmp_path, "a.docx", bytes(data)) == "read.encrypted"


@pytest.mark.parametrize(
    "prolog",
    ['<!DOCTYPE a [<!ENTITY b "c">]>', '<!DOCTYPE a SYSTEM "file:///etc/passwd">'],
    ids=["entity", "external"],
)
def test_document_type_in_docx(tmp_path: Path, prolog: str) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("word/document.xml", f"{prolog}<w:document {W}><w:body/></w:document>")
    assert refused(tmp_path, "a.docx", target.getvalue()) == "read.hostile"


def test_malformed_xml_in_docx(tmp_path: Path, make_docx: Callable[..., bytes]) -> None:
    assert refused(tmp_path, "a.docx", make_docx("<w:p>")) == "read.damaged"
    assert refused(tmp_path, "b.docx", make_docx(("Normal", "Hej"), footnotes="no xml")) == "read.damaged"


def test_zip_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_docx: Callable[..., bytes]) -> None:
    monkeypatch.setattr("remissgraf.graph.readers.docx._LARGEST_PART", 10_000)
    assert refused(tmp_path, "a.docx", make_docx(("Normal", "a" * 20_000))) == "read.hostile"


def test_zip_bomb_that_lies_about_its_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_docx: Callable[..., bytes]
) -> None:
    monkeypatch.setattr("remissgraf.graph.readers.docx._LARGEST_PART", 10_000)
    data = bytearray(make_docx(("Normal", "a" * 20_000)))
    at = data.find(b"PK\x01\x02")
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    assert refused(tmp_path, "a.docx", bytes(data)) in {"read.hostile", "read.damaged"}


def test_deeply_nested_page(tmp_path: Path) -> None:
    assert refused(tmp_path, "a.html", b"<div>" * 5000 + b"Hej.") == "read.hostile"
    shallow = b"<table>" + b"<tr><td>Vi st&ouml;djer." * 5000
    (tmp_path / "b.html").write_bytes(shallow)
    assert len(read_document(tmp_path / "b.html", root=tmp_path).sentences) == 5000


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "LARGEST", 10)
    assert refused(tmp_path, "a.txt", b"Mycket mer text.") == "read.too-large"


def test_missing_and_folder(tmp_path: Path) -> None:
    (tmp_path / "b.txt").mkdir()
    assert refusal(tmp_path / "a.txt", tmp_path).code == "read.missing"
    assert refusal(tmp_path / "b.txt", tmp_path).code == "read.no-file"


def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    os.mkfifo(tmp_path / "a.txt")
    assert refusal(tmp_path / "a.txt", tmp_path).code == "read.no-file"


def test_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    # Permission bits do not stop the superuser, whom tests may run as.
    (tmp_path / "a.txt").write_bytes(b"Hej")
    monkeypatch.setattr(Path, "open", denied)
    assert refusal(tmp_path / "a.txt", tmp_path).code == "read.permission"


def test_link_that_leads_out(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("Hemligt.", encoding="utf-8")
    root = tmp_path / "root"
    root.mkdir()
    (root / "a.txt").symlink_to(tmp_path / "secret.txt")
    (root / "loop.txt").symlink_to(root / "loop.txt")
    assert refusal(root / "a.txt", root).code == "read.outside"
    assert refusal(tmp_path / "secret.txt", root).code == "read.outside"
    assert refusal(root / "loop.txt", root).code in {"read.open", "read.missing"}


def test_link_inside_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Vi tillstyrker.", encoding="utf-8")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    assert read_document(tmp_path / "b.txt", root=tmp_path).path == "b.txt"


@pytest.mark.parametrize("name", ["å ä ö.txt", "-rf.txt", "$(touch x).txt", "a\nb.txt", "a'\"b.txt"])
def test_odd_names(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("Vi tillstyrker förslaget.", encoding="utf-8")
    document = read_document(tmp_path / name, root=tmp_path)
    assert document.path == name
    assert document.id.isascii()
    assert document.id.isprintable()


def test_name_that_is_no_unicode(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/r\xe5d.txt"))
    try:
        path.write_bytes(b"Vi tillstyrker.")
    except OSError:
        pytest.skip("this file system takes only Unicode names")
    assert read_document(path, root=tmp_path).path == "r\\xe5d.txt"


@given(data=st.binary(max_size=400), suffix=st.sampled_from(sorted(READERS)))
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    path = folder / f"a{suffix}"
    path.write_bytes(data)
    # Anything but a document or a ReadError fails the test by itself.
    with contextlib.suppress(ReadError):
        assert read_document(path, root=folder).text.strip()
