"""A workspace's own words: actors.csv, initiatives.csv and topics.csv, put before the gazetteers. Knows no documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, TypeVar

from remissgraf.graph.workspace.config import WorkspaceConfig
from remissgraf.ontology.entries import Actor, Initiative, Topic, Vocabulary
from remissgraf.ontology.gazetteers import load_gazetteers
from remissgraf.ontology.namespaces import slug
from remissgraf.ontology.tables import Row, read_table

__all__ = ["ACTOR_CLASSES", "load_vocabulary"]

# Local names of the ontology's kinds of respondent; a test holds the list equal to the ontology's.
ACTOR_CLASSES: Final = (
    "Municipality", "Region", "StateAgency", "Court", "PublicBody", "JointAuthority", "MunicipalCompany",
    "HigherEducationInstitution", "Company", "Association", "Foundation", "PartyGroup", "InformalGroup", "PrivatePerson",
)  # fmt: skip
_ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
# A name in capitals this short is a code: it is told from a word by its capitals alone.
_CODE_LENGTH: Final = 5

Entry = TypeVar("Entry", bound="Actor | Initiative | Topic")


def load_vocabulary(config: WorkspaceConfig) -> Vocabulary:
    """The workspace's entries, then those of the gazetteers that it does not redefine by id.

    Raises ConfigError with file, line and column for a row that is wrong.
    """
    shipped = load_gazetteers()
    actors = _entries(config, config.actors, ("id", "name", "class"), _ACTOR_OPTIONAL, _actor)
    initiatives = _entries(
        config, config.initiatives, ("id", "name", "kind"), _INITIATIVE_OPTIONAL, _initiative
    )
    topics = _entries(config, config.topics, ("id", "label_sv"), ("label_en", "broader", "aliases"), _topic)
    _check_tree(topics)
    return Vocabulary(
        actors=_over({actor.id: actor for actor, _ in actors.values()}, shipped.actors),
        initiatives=_over({entry.id: entry for entry, _ in initiatives.values()}, shipped.initiatives),
        topics=tuple(topic for topic, _ in topics.values()),
        memberships=shipped.memberships,
    )


_ACTOR_OPTIONAL: Final = ("aliases", "name_en", "org_number", "unit_of", "owned_by", "source")
_INITIATIVE_OPTIONAL: Final = ("aliases", "host", "source")


def _over(own: Mapping[str, Entry], shipped: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return (*own.values(), *(entry for entry in shipped if entry.id not in own))


def _entries(
    config: WorkspaceConfig,
    path: Path | None,
    required: tuple[str, ...],
    optional: tuple[str, ...],
    make: Callable[[Row], Entry],
) -> dict[str, tuple[Entry, Row]]:
    found: dict[str, tuple[Entry, Row]] = {}
    for row in _rows(config, path, required, optional):
        if not _ID.fullmatch(row["id"]):
            raise row.error(
                "id", f"{row['id']!r} is no id", f"Use a–z, 0–9 and hyphens, for example {slug(row['id'])!r}."
            )
        if row["id"] in found:
            first = found[row["id"]][1].line
            raise row.error(
                "id", f"the id {row['id']!r} stands in line {first} too", "Give every row its own id."
            )
        found[row["id"]] = (make(row), row)
    return found


def _rows(
    config: WorkspaceConfig, path: Path | None, required: tuple[str, ...], optional: tuple[str, ...]
) -> Iterator[Row]:
    if path is None:
        return iter(())
    return read_table(
        path.read_bytes(), path.relative_to(config.root).as_posix(), required=required, optional=optional
    )


def _names(row: Row) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(aliases, short forms) of the aliases cell: what is written in capitals and short is a code."""
    listed = row.list("aliases")
    short = tuple(name for name in listed if len(name) <= _CODE_LENGTH and name.isupper())
    return tuple(name for name in listed if name not in short), short


def _actor(row: Row) -> Actor:
    classes = row.list("class")
    for name in classes:
        if name not in ACTOR_CLASSES:
            raise row.error("class", f"unknown class {name!r}", f"Write one of: {', '.join(ACTOR_CLASSES)}.")
    aliases, short = _names(row)
    return Actor(
        id=row["id"],
        name=row["name"],
        classes=classes,
        aliases=aliases,
        short=short,
        name_en=row["name_en"] or None,
        codes={"orgNumber": row["org_number"]} if row["org_number"] else {},
        unit_of=row["unit_of"] or None,
        owned_by=row["owned_by"] or None,
        source=row["source"] or None,
        scope="workspace",
    )


def _initiative(row: Row) -> Initiative:
    kinds = sorted({entry.kind for entry in load_gazetteers().initiatives})
    if row["kind"] not in kinds:
        raise row.error("kind", f"unknown kind {row['kind']!r}", f"Write one of: {', '.join(kinds)}.")
    aliases, short = _names(row)
    return Initiative(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        aliases=aliases,
        short=short,
        host=row["host"] or None,
        source=row["source"] or None,
    )


def _topic(row: Row) -> Topic:
    return Topic(
        id=row["id"],
        label_sv=row["label_sv"],
        label_en=row["label_en"] or None,
        broader=row["broader"] or None,
        aliases=row.list("aliases"),
    )


def _check_tree(topics: Mapping[str, tuple[Topic, Row]]) -> None:
    """Every broader topic is there, and none is broader than itself."""
    for topic, row in topics.values():
        seen = {topic.id}
        above = topic.broader
        while above is not None:
            if above not in topics:
                raise row.error("broader", f"there is no topic {above!r}", "Write the id of another row.")
            if above in seen:
                raise row.error("broader", f"{topic.id!r} is broader than itself", "Break the circle.")
            seen.add(above)
            above = topics[above][0].broader
