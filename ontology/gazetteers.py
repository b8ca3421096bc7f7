"""The gazetteers shipped with the package, read into a `Vocabulary`: Swedish public actors, national organisations,
initiatives and dated memberships.

The rows live in gazetteer/*.csv, each with its source; what to call an actor and which names to leave out are rows there too
(names.csv). This module knows the files and their columns. It must not know documents, matching or RDF.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from remissgraf.errors import OntologyError
from remissgraf.ontology.entries import Actor, Initiative, Membership, Vocabulary
from remissgraf.ontology.namespaces import slug
from remissgraf.ontology.tables import Row, read_table

__all__ = ["load_gazetteers"]

# Columns by file: those that every row must fill, those that it may leave empty.
_COLUMNS: Final[Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "municipalities.csv": (
        ("scb_code", "name_short", "name_official", "source"),
        ("styles_itself", "aliases", "name_en", "org_nr", "wikidata"),
    ),
    "regions.csv": (
        ("county_code", "region_name", "county_board", "source"),
        ("region_wikidata", "region_org_nr", "region_aliases", "county_board_wikidata"),
    ),
    "agencies.csv": (("name", "type", "source"), ("org_nr", "name_en", "short_name", "wikidata", "aliases")),
    "universities.csv": (
        ("name", "kind", "source"),
        ("org_nr", "swepub_code", "name_en", "aliases", "wikidata"),
    ),
    "organisations.csv": (("name", "kind", "source"), ("short_name", "name_en", "aliases")),
    "initiatives.csv": (("id", "name", "kind", "source"), ("aliases", "host_or_parties")),
    "memberships.csv": (("actor", "initiative", "role", "as_of", "source"), ("scb_code",)),
    "kinds.csv": (("file", "kind", "class"), ()),
    "names.csv": (("file", "name", "use", "value", "reason"), ()),
}
_USES: Final = frozenset({"official", "class", "alias", "short", "drop"})
# A name this short is a code: it is told from a word by its capitals alone.
_CODE_LENGTH: Final = 4


def load_gazetteers(folder: Traversable | None = None) -> Vocabulary:
    """All gazetteer actors, initiatives and memberships. `folder` (default: the package's own, read once) holds the CSV files.

    Raises ConfigError with file, line and column for a row that cannot be read, OntologyError for a missing file or two entries of one id.
    """
    if folder is None:
        return _shipped()
    return _read(folder)


@lru_cache(maxsize=1)
def _shipped() -> Vocabulary:
    return _read(files(__package__).joinpath("gazetteer"))


def _read(folder: Traversable) -> Vocabulary:
    names = _Names(_rows(folder, "names.csv"))
    kinds = {(row["file"], row["kind"]): row["class"] for row in _rows(folder, "kinds.csv")}
    actors = [*_municipalities_and_regions(folder, names), *_organisations(folder, names, kinds)]
    _refuse_twins((actor.id, actor.name) for actor in actors)
    initiatives = tuple(_initiatives(folder))
    _refuse_twins((initiative.id, initiative.name) for initiative in initiatives)
    known = {actor.id for actor in actors}
    return Vocabulary(
        actors=tuple(_without_shared_codes(actors)),
        initiatives=initiatives,
        memberships=tuple(_memberships(folder, known, {entry.name: entry.id for entry in initiatives})),
    )


def _rows(folder: Traversable, name: str) -> Iterator[Row]:
    required, optional = _COLUMNS[name]
    try:
        data = folder.joinpath(name).read_bytes()
    except OSError as error:
        raise OntologyError(
            f"the gazetteer file cannot be read: {error.strerror}", where=name, code="ontology.gazetteer-file"
        ) from error
    # Further columns are the sources' own (notes, county names) and are left alone.
    return read_table(data, name, required=required, optional=optional, strict=False)


class _Names:
    """What names.csv says of an entry's names: which is the official one, which are added, which must not be used."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._notes: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for row in rows:
            if row["use"] not in _USES:
                raise row.error(
                    "use", f"unknown use {row['use']!r}", f"Write one of {', '.join(sorted(_USES))}."
                )
            self._notes.setdefault((row["file"], row["name"]), []).append((row["use"], row["value"]))

    def _of(self, file: str, name: str, use: str) -> tuple[str, ...]:
        return tuple(value for kind, value in self._notes.get((file, name), ()) if kind == use)

    def official(self, file: str, name: str) -> str:
        return next(iter(self._of(file, name, "official")), name)

    def cls(self, file: str, name: str) -> str | None:
        """The ontology class of an entry that its register's kind does not tell."""
        return next(iter(self._of(file, name, "class")), None)

    def split(
        self, file: str, name: str, listed: Iterable[str], code: str = "", english: str = ""
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """(aliases, short) of the entry that the file calls `name`.

        Registers write every alias in lower case. One of at most four letters, or equal to the entry's code, is a code and becomes
        capitals ("af" → "AF"), so that it never equals a word; a longer one gets the capital that a name begins with. Capitals
        given by a source are kept ("LiU", "HaV").
        """
        drop = {value.casefold() for value in self._of(file, name, "drop")}
        official = self.official(file, name)
        aliases: dict[str, str] = {}
        short: dict[str, str] = {}
        candidates = [code, english, *listed]
        for candidate in sorted(
            candidates, key=lambda text: text == text.lower()
        ):  # as written by somebody first
            if not any(letter.isalpha() for letter in candidate) or candidate.casefold() in drop:
                continue
            plain = candidate == candidate.lower()
            if _is_code(candidate, code):
                short.setdefault(candidate.casefold(), candidate.upper() if plain else candidate)
            elif candidate.casefold() != official.casefold():
                named = candidate[0].upper() + candidate[1:] if plain else candidate
                aliases.setdefault(candidate.casefold(), named)
        for value in self._of(file, name, "alias"):
            aliases[value.casefold()] = value
        for value in self._of(file, name, "short"):
            short[value.casefold()] = value
        return tuple(aliases.values()), tuple(short.values())


def _is_code(text: str, code: str) -> bool:
    if " " in text:
        return False
    letters = sum(map(str.isalpha, text))
    return (
        letters <= _CODE_LENGTH
        or text.casefold() == code.casefold()
        or (letters <= 6 and text == text.upper())
    )


def _codes(**values: str) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _municipalities_and_regions(folder: Traversable, names: _Names) -> Iterator[Actor]:
    """Municipalities, then regions. A region that is a municipality as well (same organisation number) is one actor with both classes."""
    municipalities: list[Actor] = []
    for row in _rows(folder, "municipalities.csv"):
        code = _digits(row, "scb_code", 4)
        official = row["styles_itself"] or row["name_official"]
        # The bare place name ("Vara", "Ale", "Stockholm") is a place and often a word: no name of the municipality.
        listed = [name for name in (row["name_official"], *row.list("aliases")) if name != row["name_short"]]
        english = row["name_en"] if row["name_en"] != row["name_short"] else ""
        aliases, short = names.split(row.file, official, listed, english=english)
        municipalities.append(
            Actor(
                id=f"scb-{code}",
                name=official,
                classes=("Municipality",),
                aliases=aliases,
                short=short,
                name_en=english or None,
                codes=_codes(scbCode=code, orgNumber=row["org_nr"], wikidata=row["wikidata"]),
                source=row["source"],
            )
        )
    by_number = {actor.codes["orgNumber"]: actor for actor in municipalities if "orgNumber" in actor.codes}
    regions: list[Actor] = []
    for row in _rows(folder, "regions.csv"):
        code = _digits(row, "county_code", 2)
        aliases, short = names.split(row.file, row["region_name"], row.list("region_aliases"))
        twin = by_number.get(row["region_org_nr"])
        if twin is not None:
            municipalities[municipalities.index(twin)] = replace(
                twin,
                classes=(*twin.classes, "Region"),
                aliases=(*twin.aliases, *aliases),
                short=(*twin.short, *short),
                codes={**twin.codes, "countyCode": code},
            )
            continue
        regions.append(
            Actor(
                id=f"county-{code}",
                name=row["region_name"],
                classes=("Region",),
                aliases=aliases,
                short=short,
                codes=_codes(
                    countyCode=code, orgNumber=row["region_org_nr"], wikidata=row["region_wikidata"]
                ),
                source=row["source"],
            )
        )
    return iter([*municipalities, *regions])


def _organisations(
    folder: Traversable, names: _Names, kinds: Mapping[tuple[str, str], str]
) -> Iterator[Actor]:
    """Agencies, courts, county boards, universities, then private organisations. A university stands in both registers and is
    taken from its own."""
    counties = {row["county_board"]: row for row in _rows(folder, "regions.csv")}
    universities = list(_rows(folder, "universities.csv"))
    taken = {row["name"] for row in universities}
    for row in _rows(folder, "agencies.csv"):
        if row["name"] in taken:
            continue
        county = counties.get(row["name"])
        yield _organisation(
            row,
            names,
            _kind(row, "type", kinds),
            short_name=row["short_name"],
            codes=_codes(
                countyCode=county["county_code"] if county else "",
                orgNumber=row["org_nr"],
                wikidata=row["wikidata"] or (county["county_board_wikidata"] if county else ""),
            ),
        )
    for row in universities:
        codes = _codes(orgNumber=row["org_nr"], wikidata=row["wikidata"], swepubCode=row["swepub_code"])
        yield _organisation(row, names, _kind(row, "kind", kinds), short_name="", codes=codes)
    for row in _rows(folder, "organisations.csv"):
        yield _organisation(row, names, _kind(row, "kind", kinds), short_name=row["short_name"], codes={})


def _organisation(row: Row, names: _Names, cls: str, *, short_name: str, codes: Mapping[str, str]) -> Actor:
    official = names.official(row.file, row["name"])
    aliases, short = names.split(row.file, row["name"], row.list("aliases"), short_name, row["name_en"])
    return Actor(
        id=slug(official),
        name=official,
        classes=(names.cls(row.file, row["name"]) or cls,),
        aliases=aliases,
        short=short,
        name_en=row["name_en"] or None,
        codes=codes,
        source=row["source"],
    )


def _initiatives(folder: Traversable) -> Iterator[Initiative]:
    for row in _rows(folder, "initiatives.csv"):
        listed = row.list("aliases")
        yield Initiative(
            id=row["id"],
            name=row["name"],
            kind=row["kind"],
            aliases=tuple(alias for alias in listed if not _is_code(alias, "")),
            short=tuple(alias for alias in listed if _is_code(alias, "")),
            host=row["host_or_parties"] or None,
            source=row["source"],
        )


def _memberships(
    folder: Traversable, actors: set[str], initiatives: Mapping[str, str]
) -> Iterator[Membership]:
    for row in _rows(folder, "memberships.csv"):
        actor = f"scb-{_digits(row, 'scb_code', 4)}" if row["scb_code"] else slug(row["actor"])
        if actor not in actors:
            raise row.error("actor", f"no actor {row['actor']!r} in the gazetteers", "Add the actor first.")
        if row["initiative"] not in initiatives:
            raise row.error(
                "initiative",
                f"no initiative {row['initiative']!r} in initiatives.csv",
                "Add the initiative first, under the same name.",
            )
        yield Membership(actor, initiatives[row["initiative"]], row["role"], row["as_of"], row["source"])


def _without_shared_codes(actors: list[Actor]) -> Iterator[Actor]:
    """A short form that two actors share names neither ("SH"), so neither keeps it."""
    held = Counter(code for actor in actors for code in set(actor.short))
    for actor in actors:
        yield replace(actor, short=tuple(code for code in actor.short if held[code] == 1))


def _refuse_twins(entries: Iterable[tuple[str, str]]) -> None:
    seen: dict[str, str] = {}
    for identity, name in entries:
        if identity in seen:
            raise OntologyError(
                f"{name!r} and {seen[identity]!r} have the same id {identity!r}",
                where="gazetteer",
                remedy="Give one of them another name or code.",
                code="ontology.gazetteer-twin",
            )
        seen[identity] = name


def _kind(row: Row, column: str, kinds: Mapping[tuple[str, str], str]) -> str:
    try:
        return kinds[row.file, row[column]]
    except KeyError:
        known = ", ".join(sorted(kind for file, kind in kinds if file == row.file))
        raise row.error(
            column, f"unknown kind {row[column]!r}", f"Use one of: {known}; or add a row to kinds.csv."
        ) from None


def _digits(row: Row, column: str, length: int) -> str:
    value = row[column]
    if len(value) != length or not (value.isascii() and value.isdigit()):
        raise row.error(
            column,
            f"{value!r} is no code of {length} digits",
            "Leading noughts count; keep the cell as text.",
        )
    return value
