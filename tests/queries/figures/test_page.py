"""Sheets, labels and files of pictures."""

from __future__ import annotations

import builtins
import io
import unicodedata
from collections.abc import Mapping
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remissgraf.errors import ExportError, NetworkError
from remissgraf.queries.figures.page import PICTURES, drawing, label, sheet, style, words, write_picture


@settings(max_examples=60)
@given(st.text(), st.integers(4, 40), st.integers(1, 3))
def test_a_label_keeps_to_its_lines_and_shows_what_can_be_seen(text: str, width: int, lines: int) -> None:
    shown = label(text, width, lines)
    assert shown.count("\n") < lines
    assert all(len(line) <= 3 * width // 2 for line in shown.split("\n"))
    assert not any(unicodedata.category(letter).startswith("C") for letter in shown.replace("\n", ""))
    if any(unicodedata.category(letter)[0] in "LN" for letter in text):
        assert shown


def test_both_languages_have_the_same_words_and_no_other_has() -> None:
    assert list(words("sv")) == list(words("en"))
    with pytest.raises(NetworkError) as caught:
        words("fi")
    assert caught.value.code == "network.option"


def test_no_two_kinds_look_alike() -> None:
    looks = [*style()["kind"], style()["unit"], style()["other"]]
    assert len({look["colour"] for look in looks}) == len(looks)
    assert len({look["marker"] for look in style()["kind"]}) == len(style()["kind"])


@pytest.mark.parametrize("form", PICTURES)
def test_the_same_picture_is_the_same_bytes_whatever_the_users_settings(form: str) -> None:
    import matplotlib

    def drawn() -> bytes:
        with drawing():
            figure = sheet(2, 1)
            figure.text(0.5, 0.5, "Åä $x^2$ <ö>")
            file = io.BytesIO()
            write_picture(figure, form, file, "Å & <ö>")
        return file.getvalue()

    usual = drawn()
    with matplotlib.rc_context({"font.size": 30.0, "text.parse_math": True, "svg.fonttype": "path"}):
        assert drawn() == usual
    if form == "svg":
        assert "Åä $x^2$ &lt;ö&gt;" in usual.decode("utf-8")


def test_without_the_library_the_way_to_get_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = builtins.__import__

    def without(
        name: str, globals: Mapping[str, object] | None = None, locals: Mapping[str, object] | None = None,
        fromlist: tuple[str, ...] = (), level: int = 0,
    ) -> ModuleType:  # fmt: skip
        if name.partition(".")[0] == "matplotlib":
            raise ImportError(name)
        return usual(name, globals, locals, fromlist, level)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ExportError, match=r"remissgraf\[figures\]") as caught, drawing():
        pass
    assert caught.value.code == "export.figures"
