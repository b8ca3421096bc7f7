"""Which variables of a statement type say who, what and whether they agree. Names stand in roles.toml; knows no statements."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from remissgraf.graph.dna.values import BOOLEAN, SHORT, Coding, Variable

__all__ = ["Role", "Roles", "roles_of"]

Role = Literal["organization", "person", "concept", "agreement"]
_ROLES: Final[tuple[Role, ...]] = ("organization", "person", "concept", "agreement")


@dataclass(frozen=True, slots=True)
class Roles:
    """Variables by role in one statement type, None where it has none. Agreement is boolean, the others hold entities."""

    organization: Variable | None = None
    person: Variable | None = None
    concept: Variable | None = None
    agreement: Variable | None = None

    def given(self) -> tuple[tuple[Role, Variable], ...]:
        """The roles that the type has a variable for."""
        pairs: tuple[tuple[Role, Variable | None], ...] = (
            ("organization", self.organization),
            ("person", self.person),
            ("concept", self.concept),
            ("agreement", self.agreement),
        )
        return tuple((role, variable) for role, variable in pairs if variable is not None)


def roles_of(coding: Coding) -> Mapping[int, Roles]:
    """The roles in every statement type, by its id. Of two variables in one role the first in the file has it."""
    found: dict[int, dict[Role, Variable]] = {kind.id: {} for kind in coding.types}
    for variable in coding.variables:
        role = _names().get(variable.name.strip().casefold())
        if role is not None and variable.kind == (BOOLEAN if role == "agreement" else SHORT):
            found[variable.type].setdefault(role, variable)
    return {kind: Roles(**variables) for kind, variables in found.items()}


@cache
def _names() -> Mapping[str, Role]:
    data = tomllib.loads(files(__package__).joinpath("roles.toml").read_text(encoding="utf-8"))
    return {name.casefold(): role for role in _ROLES for name in data[role]}
