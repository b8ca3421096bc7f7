"""What was typed in the shell before: lines of JSON in the user's state folder, the last thousand, readable by the user alone.

It knows a file and no terminal. Queries may name people; so there is a way to keep no history at all (`remissgraf shell --no-history`).
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Final

from remissgraf.atomic import open_atomic
from remissgraf.errors import WorkspaceError

__all__ = ["Entries", "history_file"]

_MOST: Final = 1_000


def history_file() -> Path:
    """Where the history lies: $XDG_STATE_HOME/remissgraf or ~/.local/state/remissgraf, elsewhere the system's folder for programs."""
    # Imported here: click knows the folders of the other systems.
    import click

    if sys.platform.startswith("linux"):
        state = os.environ.get("XDG_STATE_HOME", "")
        folder = Path(state) if Path(state).is_absolute() else Path.home() / ".local" / "state"
        return folder / "remissgraf" / "history.jsonl"
    return Path(click.get_app_dir("remissgraf")) / "history.jsonl"


class Entries:
    """The entries of a file. A file that cannot be read or written is as none: a history is a comfort, not data."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> list[str]:
        """The entries, the oldest first; lines that are none are passed over."""
        try:
            lines = self._path.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return []
        found = []
        for line in lines[-_MOST:]:
            try:
                entry = json.loads(line)
            except ValueError:
                continue
            if isinstance(entry, str) and entry:
                found.append(entry)
        return found

    def add(self, entry: str) -> None:
        """Add an entry to what the file holds now: another shell may have written meanwhile."""
        entries = self.load()
        if entries and entries[-1] == entry:
            return
        text = "".join(f"{json.dumps(one, ensure_ascii=True)}\n" for one in [*entries, entry][-_MOST:])
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            # Made first, so that it is the user's alone before anything stands in it.
            self._path.touch(mode=0o600)
            with open_atomic(self._path, error=WorkspaceError, durable=False) as file:
                file.write(text.encode("utf-8"))
        except (OSError, WorkspaceError):
            return
