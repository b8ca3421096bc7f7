"""`remissgraf query`: what it writes and what it says, beyond the forms that tests/cli/test_commands.py tries as processes."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
from click.testing import CliRunner

from remissgraf.cli.main import cli
from remissgraf.queries import library


def test_the_library_as_shacl_descriptions(tmp_path: Path) -> None:
    target = tmp_path / "library.ttl"
    done = CliRunner().invoke(cli, ["query", "--as-shacl", "-o", str(target)])
    assert done.exit_code == 0, done.output
    select = ox.NamedNode("http://www.w3.org/ns/shacl#select")
    written = list(ox.parse(target.read_bytes(), ox.RdfFormat.TURTLE))
    assert len([triple for triple in written if triple.predicate == select]) == len(library.names())
    one = CliRunner().invoke(cli, ["query", "positions", "--as-shacl"])
    assert one.stdout.count("sh:select ") == 1
