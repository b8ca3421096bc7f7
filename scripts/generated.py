"""A page of the docs that a script makes: written anew, or compared with what it should say. Knows no page."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

__all__ = ["keep", "out_of_date"]


def keep(page: Path, text: str, description: str | None) -> int:
    """Write the text into the page; with --check on the command line only say whether it stands there. The exit status, 1 if it does not.

    description: of the script, for its --help.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if the page is old")
    if not parser.parse_args().check:
        page.write_text(text, encoding="utf-8")
        return 0
    return 1 if out_of_date(page, text) else 0


def out_of_date(page: Path, text: str) -> bool:
    """Whether another text stands in the page; it is said on standard error if so."""
    if page.exists() and page.read_text(encoding="utf-8") == text:
        return False
    print(f"{page.parent.name}/{page.name} is out of date: run `make docs`", file=sys.stderr)
    return True
