"""What axioms are called by people, in Swedish and English. Knows the names that compiled rules have, and no axioms."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

__all__ = ["axiom_title"]


def axiom_title(name: str, lang: str) -> str:
    """The name of a compiled rule or contradiction with its kind in words. lang: "sv" or "en".

    >>> axiom_title("subClassOf rg:Region rg:PublicActor", "sv")
    'underklass: rg:Region rg:PublicActor'
    """
    kind, _, rest = name.partition(" ")
    return f"{_titles()[kind][lang]}: {rest}" if rest else _titles()[kind][lang]


@cache
def _titles() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files(__package__).joinpath("axioms.toml").read_text("utf-8"))
