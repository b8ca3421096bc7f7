"""A .dna file is read whole or refused with a reason, harms nothing, and is written so that it can be read again."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remissgraf.errors import ExportError, ReadError
from remissgraf.graph.dna import Coder, Coding, read_dna, roles_of
from remissgraf.graph.dna.offsets import Offsets
from remissgraf.graph.dna.write import dna_bytes, export_dna

Change = Callable[[sqlite3.Connection], object]


@pytest.fixture
def file(coding: Coding, tmp_path: Path) -> Path:
    path = tmp_path / "kodad åäö #?&mode=rwc.dna"
    export_dna(coding, path)
    return path


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        for statement in statements:
            database.execute(statement)


def code(path: Path) -> str:
    with pytest.raises(ReadError) as caught:
        read_dna(path)
    assert caught.value.where == str(path)
    assert caught.value.remedy
    return caught.value.code


def test_what_is_written_is_read(coding: Coding, file: Path) -> None:
    assert read_dna(file) == coding


def test_equal_codings_are_equal_bytes(coding: Coding) -> None:
    assert dna_bytes(coding) == dna_bytes(coding)


def test_offsets_in_the_file_count_utf16_units(coding: Coding, file: Path) -> None:
    text = coding.documents[0].text.encode("utf-16-le")
    with closing(sqlite3.connect(file)) as database:
        spans = dict(database.execute("SELECT ID, Stop FROM STATEMENTS"))
    assert text[: 2 * spans[1]].decode("utf-16-le").endswith("träd 🌳🌳")
    assert 2 * spans[10] == len(text)


@given(st.text(max_size=40))
def test_offsets_go_both_ways(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode("utf-8")
    offsets = Offsets(text)
    for point in range(len(text) + 1):
        unit = len(text[:point].encode("utf-16-le")) // 2
        assert (offsets.units(point), offsets.points(unit)) == (unit, point)
    assert offsets.points(offsets.units(len(text)) + 1) is None
    assert offsets.points(-1) is None


def test_no_password_of_a_file_is_read(file: Path) -> None:
    change(file, "UPDATE CODERS SET Password = 'hemligt'")
    assert b"hemligt" not in dna_bytes(read_dna(file))


def test_a_file_without_coder_one_gets_an_administrator(coding: Coding, tmp_path: Path) -> None:
    statements = tuple(replace(one, coder=None) for one in coding.statements)
    documents = tuple(replace(one, coder=None) for one in coding.documents)
    export_dna(replace(coding, coders=(), statements=statements, documents=documents), tmp_path / "a.dna")
    assert read_dna(tmp_path / "a.dna").coders == (Coder(1, "Admin", "#ffff00"),)


def test_colors_in_one_column(coding: Coding, file: Path) -> None:
    for table in ("CODERS", "STATEMENTTYPES", "ENTITIES"):
        hexadecimal = "printf('#%02x%02x%02x', Red, Green, Blue)"
        change(
            file,
            f"ALTER TABLE {table} ADD COLUMN RGB TEXT",
            f"UPDATE {table} SET RGB = {hexadecimal} WHERE Red IS NOT NULL",
        )
    assert read_dna(file) == coding


def test_roles_are_found_by_name_and_kind(coding: Coding) -> None:
    roles = roles_of(coding)
    assert [(role, variable.id) for role, variable in roles[1].given()] == [
        ("organization", 1),
        ("concept", 2),
        ("agreement", 3),
    ]
    assert roles[2].given() == ()


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE SETTINGS SET Value = '2.0 beta 25' WHERE Property = 'version'", "dna.version"),
        ("UPDATE SETTINGS SET Value = '4.0' WHERE Property = 'version'", "dna.version"),
        ("DELETE FROM SETTINGS", "dna.version"),
        ("DROP TABLE SETTINGS", "dna.schema"),
        ("DROP TABLE VARIABLELINKS", "dna.schema"),
        ("ALTER TABLE DOCUMENTS RENAME COLUMN Title TO Name", "dna.schema"),
        ("UPDATE STATEMENTS SET Stop = 4000", "dna.value"),
        # Between the two units of the first tree.
        ("UPDATE STATEMENTS SET Start = 12 WHERE ID = 1", "dna.value"),
        ("UPDATE STATEMENTS SET DocumentId = 77", "dna.value"),
        ("UPDATE STATEMENTS SET Coder = 77", "dna.value"),
        ("UPDATE DATASHORTTEXT SET Entity = 5", "dna.value"),
        ("UPDATE DATABOOLEAN SET Value = 3", "dna.value"),
        ("UPDATE DATABOOLEAN SET VariableId = 4", "dna.value"),
        ("UPDATE ENTITIES SET ChildOf = 3 WHERE ID = 4", "dna.value"),
        ("UPDATE DOCUMENTS SET Date = 99999999999999", "dna.value"),
        ("UPDATE DOCUMENTS SET Date = 'yesterday'", "dna.value"),
        ("UPDATE DOCUMENTS SET Date = 1.5", "dna.value"),
        ("UPDATE DOCUMENTS SET Text = CAST(x'ff' AS TEXT)", "read.damaged"),
        ("INSERT INTO ATTRIBUTEVALUES VALUES (9, 99, 1, 'x')", "dna.value"),
    ],
)
def test_what_cannot_be_is_refused(file: Path, statement: str, expected: str) -> None:
    change(file, "PRAGMA ignore_check_constraints = ON", statement)
    assert code(file) == expected


def test_a_label_beyond_the_limit_is_neither_read_nor_written(coding: Coding, file: Path) -> None:
    kept = replace(coding, coders=(replace(coding.coders[0], name="ö" * 190), coding.coders[1]))
    assert read_dna_of(kept, file) == kept
    with pytest.raises(ReadError, match="190 is the limit"):
        dna_bytes(replace(coding, coders=(replace(coding.coders[0], name="ö" * 191), coding.coders[1])))
    change(file, "PRAGMA ignore_check_constraints = ON", f"UPDATE DOCUMENTS SET Title = '{'x' * 191}'")
    assert code(file) == "dna.value"


def read_dna_of(coding: Coding, path: Path) -> Coding:
    export_dna(coding, path)
    return read_dna(path)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "read.empty"),
        (b"SQLite for", "read.damaged"),
        (b"Dear editor, " * 40, "read.kind"),
        (bytes((7 * number + number // 3) % 256 for number in range(5000)), "read.encrypted"),
    ],
)
def test_what_is_no_database_is_refused(tmp_path: Path, data: bytes, expected: str) -> None:
    path = tmp_path / "x.dna"
    path.write_bytes(data)
    assert code(path) == expected


def test_a_database_that_was_cut_is_refused_wherever_it_was(file: Path) -> None:
    whole = file.read_bytes()
    for length in (50, 100, 4096, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:length])
        assert code(file) == "read.damaged"


def test_a_damaged_page_is_refused(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[4096:8192] = os.urandom(64) * 64
    file.write_bytes(data)
    assert code(file) == "read.damaged"


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    assert code(tmp_path / "x.dna") == "read.missing"
    assert code(tmp_path) == "read.no-file"


def test_a_link_out_of_the_workspace_is_not_followed(file: Path, tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    link = tmp_path / "inside" / "x.dna"
    link.symlink_to(file)
    with pytest.raises(ReadError) as caught:
        read_dna(link, root=tmp_path / "inside")
    assert caught.value.code == "read.outside"


def test_changes_that_wait_beside_the_file_are_told(file: Path) -> None:
    file.with_name(file.name + "-wal").write_bytes(b"x")
    assert code(file) == "dna.open"


def test_a_view_in_a_table_s_place_is_not_run(file: Path) -> None:
    change(
        file,
        "DROP TABLE VARIABLELINKS",
        """CREATE VIEW VARIABLELINKS AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
           SELECT i AS ID, i AS SourceVariableId, i AS TargetVariableId FROM n""",
    )
    assert code(file) == "dna.schema"


def test_generated_columns_are_not_read(file: Path) -> None:
    change(file, "CREATE TABLE E AS SELECT ID, SourceVariableId, TargetVariableId FROM VARIABLELINKS")
    change(
        file,
        "DROP TABLE VARIABLELINKS",
        "CREATE TABLE VARIABLELINKS (ID INTEGER, SourceVariableId INTEGER AS (ID), TargetVariableId INTEGER AS (ID))",
    )
    assert code(file) == "dna.schema"


def test_reading_changes_and_leaves_nothing(coding: Coding, file: Path) -> None:
    change(file, "CREATE TRIGGER t AFTER INSERT ON CODERS BEGIN DELETE FROM DOCUMENTS; END")
    before = file.read_bytes()
    assert read_dna(file).documents == coding.documents
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_characters_that_no_export_can_hold_become_spaces(coding: Coding, file: Path) -> None:
    change(file, "UPDATE DOCUMENTS SET Text = replace(Text, 'fler', 'f' || char(12) || 'er')")
    assert read_dna(file).documents[0].text == coding.documents[0].text.replace("fler", "f er")


def test_a_coding_that_contradicts_itself_is_not_written(coding: Coding, tmp_path: Path) -> None:
    path = tmp_path / "x.dna"
    path.write_bytes(b"old")
    with pytest.raises(ReadError) as caught:
        export_dna(replace(coding, entities=coding.entities[1:]), path)
    assert caught.value.code == "dna.value"
    assert path.read_bytes() == b"old"
    with pytest.raises(ExportError):
        export_dna(coding, tmp_path / "no folder" / "x.dna")
