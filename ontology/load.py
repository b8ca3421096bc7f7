"""The ontology's files as text, and its rules with their headers. Knows file names and headers, and parses no RDF."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Final

from remissgraf.errors import OntologyError
from remissgraf.ontology.header import read_header

__all__ = ["ONTOLOGY_FILES", "Rule", "load_ontology", "load_rules", "load_shapes", "rule_from_text"]

# The ontology itself first; the schemes of concepts after it.
ONTOLOGY_FILES: Final = (
    "remissgraf.ttl",
    "stances.ttl",
    "actions.ttl",
    "initiative-types.ttl",
    "positions.ttl",
    "response-statuses.ttl",
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A CONSTRUCT query that derives what no axiom can say.

    order: rules of a lower order run first. derives: prefixed names of the properties and classes it makes.
    by: the variable whose values the rule can be run for alone (docs/reasoning.md), None where it must run for everything.
    title, description: by language ("sv", "en"). text: the whole file, SPARQL with its own prefixes.
    """

    name: str
    order: int
    derives: tuple[str, ...]
    by: str | None
    title: Mapping[str, str]
    description: Mapping[str, str]
    text: str


@lru_cache(maxsize=1)
def load_ontology() -> Mapping[str, str]:
    """Turtle text of every ontology file by name, in the order of ONTOLOGY_FILES."""
    return MappingProxyType({name: _read(name) for name in ONTOLOGY_FILES})


@lru_cache(maxsize=1)
def load_shapes() -> str:
    """The SHACL shapes as Turtle."""
    return _read("shapes.ttl")


@lru_cache(maxsize=1)
def load_rules() -> tuple[Rule, ...]:
    """All rules of ontology/rules, by order, then name."""
    folder = files(__package__).joinpath("rules")
    found = [
        rule_from_text(entry.name.removesuffix(".rq"), entry.read_text("utf-8")) for entry in _queries(folder)
    ]
    return tuple(sorted(found, key=lambda rule: (rule.order, rule.name)))


def _queries(folder: Traversable) -> Iterator[Traversable]:
    return (entry for entry in folder.iterdir() if entry.name.endswith(".rq"))


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def rule_from_text(name: str, text: str) -> Rule:
    """A rule from its file's text. The lines that begin with "#+" are its header in TOML.

    Raises OntologyError "ontology.rule" where the header is missing, wrong or incomplete.
    """
    try:
        values = read_header(text)
        return Rule(
            name=name,
            order=values["order"],
            derives=tuple(values["derives"]),
            by=values.get("by"),
            title=values["title"],
            description=values["description"],
            text=text,
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise OntologyError(
            f"the header of the rule is wrong: {error}",
            where=f"{name}.rq",
            remedy="Lines that begin with #+ give order, derives, title.sv, title.en, description.sv and description.en in TOML.",
            code="ontology.rule",
        ) from error
