"""A rule in SPARQL taken apart, to show from what it concluded a triple: the triples that it matched, its conditions, its values.

A rule is a CONSTRUCT. Each way through its unions is a branch: triple patterns that must hold, conditions (FILTER, MINUS) that are
kept as text, and sub-selects that group. This module knows SPARQL's grammar as far as rules use it: property paths of steps, forward and
back, are followed; what is optional is no premise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from typing import Any, Final

import pyoxigraph as ox

from remissgraf.graph.reason.patterns import Atom, Triple
from remissgraf.graph.sparql import Token, keyword, text_of, tokens
from remissgraf.graph.store import OxigraphStore
from remissgraf.ontology.namespaces import PREFIXES, shorten

__all__ = ["Application", "Construct", "take_apart"]

Values = Mapping[str, str]
_CONDITIONS: Final = frozenset({"FILTER", "MINUS"})
_AGGREGATES: Final = frozenset({"AVG", "COUNT", "GROUP", "GROUP_CONCAT", "MAX", "MIN", "SAMPLE", "SUM"})
# Parts of the algebra that hold just where what they are made of holds.
_TRANSPARENT: Final = frozenset(
    {"Distinct", "Extend", "Filter", "OrderBy", "Project", "Reduced", "SelectQuery", "Slice", "ToList"}
)


@dataclass(frozen=True, slots=True)
class Application:
    """One use of a rule. premises: the triples that it matched; values: what its variables stood for, by name; conditions: as text."""

    premises: tuple[Triple, ...]
    values: Values
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A group graph pattern. text: with its braces; assigned: variables that BIND or AS gives a value, which must not have one before."""

    text: str
    atoms: tuple[Atom, ...]
    conditions: tuple[tuple[Token, ...], ...]
    assigned: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Grouped:
    """A sub-select that counts or otherwise aggregates. keys: the variables that it groups by; patterns: its branches."""

    patterns: tuple[_Pattern, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Construct:
    """A rule as its conclusions and the branches that lead to them."""

    prologue: str
    heads: tuple[Atom, ...]
    branches: tuple[tuple[_Pattern, tuple[_Grouped, ...]], ...]

    def applications(self, store: OxigraphStore, triple: Triple) -> Iterator[Application]:
        """The ways in which the rule gives the triple in the store as it stands."""
        for head in self.heads:
            given = unified(head, triple)
            if given is None:
                continue
            for pattern, groups in self.branches:
                for values in _solutions(store, self.prologue, pattern, given):
                    yield _application(store, self.prologue, pattern, groups, values)


def unified(pattern: Atom, triple: Triple) -> dict[str, str] | None:
    """The values of the pattern's variables ("?x") that make it the triple, None where nothing does."""
    values: dict[str, str] = {}
    for part, term in zip(pattern.triple, triple, strict=True):
        if values.setdefault(part, term) != term or (not part.startswith("?") and part != term):
            return None
    return {part: term for part, term in values.items() if part.startswith("?")}


def take_apart(rule: str) -> Construct:
    """The parts of a rule that `materialise` runs: a CONSTRUCT with a template and WHERE."""
    parts = tokens(rule)
    start = next(at for at, part in enumerate(parts) if keyword(part) == "CONSTRUCT")
    prologue = text_of(parts[:start])
    template = _group(parts, start + 1)
    where = _group(parts, template.stop + (keyword(parts[template.stop]) == "WHERE"))
    heads, _ = _matched(prologue, text_of(parts[template.start : template.stop]))
    branches = []
    for branch in _branches(parts[where.start : where.stop]):
        selects = [select for select in _selects(branch) if _aggregates(branch[select.start : select.stop])]
        groups = tuple(_grouped(prologue, branch, select) for select in selects)
        branches.append((_pattern(prologue, branch, selects), groups))
    return Construct(prologue, heads, tuple(branches))


def _group(parts: Sequence[Token], opening: int) -> range:
    """The tokens of the group that opens at a place, its braces included."""
    depth = 0
    for at in range(opening, len(parts)):
        depth += {"{": 1, "}": -1}.get(parts[at].text, 0)
        if depth == 0:
            return range(opening, at + 1)
    raise AssertionError("the brackets of a query that has been read match")


def _branches(parts: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The group with one member of each union in place of the union. Unions in conditions and sub-selects stay."""
    closed = [*_conditions(parts), *_selects(parts), *_tests(parts)]
    for at, part in enumerate(parts):
        if keyword(part) == "UNION" and not any(at in span for span in closed):
            members = [_group_before(parts, at)]
            while members[-1].stop < len(parts) and keyword(parts[members[-1].stop]) == "UNION":
                members.append(_group(parts, members[-1].stop + 1))
            before, after = parts[: members[0].start], parts[members[-1].stop :]
            for member in members:
                yield from _branches([*before, *parts[member.start : member.stop], *after])
            return
    yield parts


def _group_before(parts: Sequence[Token], end: int) -> range:
    depth = 0
    for at in range(end - 1, -1, -1):
        depth += {"}": 1, "{": -1}.get(parts[at].text, 0)
        if depth == 0:
            return range(at, end)
    raise AssertionError("a union stands between two groups")


def _conditions(parts: Sequence[Token]) -> Iterator[range]:
    """The places of FILTER … and MINUS …, whole."""
    at = 0
    while at < len(parts):
        if keyword(parts[at]) not in _CONDITIONS:
            at += 1
            continue
        end = at + 1
        while parts[end].text not in ("(", "{"):
            end += 1
        stop = _group(parts, end).stop if parts[end].text == "{" else _bracket(parts, end)
        yield range(at, stop)
        at = stop


def _tests(parts: Sequence[Token]) -> Iterator[range]:
    """The places of the groups after EXISTS, wherever they stand."""
    for at, part in enumerate(parts):
        if keyword(part) == "EXISTS":
            yield _group(parts, at + 1)


def _bracket(parts: Sequence[Token], opening: int) -> int:
    depth = 0
    for at in range(opening, len(parts)):
        depth += {"(": 1, ")": -1}.get(parts[at].text, 0)
        if depth == 0:
            return at + 1
    raise AssertionError("the brackets of a query that has been read match")


def _selects(parts: Sequence[Token]) -> Iterator[range]:
    """The places of the groups { SELECT … } that are not in a condition."""
    closed = list(_conditions(parts))
    at = 0
    while at < len(parts):
        if keyword(parts[at]) == "SELECT" and not any(at in span for span in closed):
            span = _group(parts, at - 1)
            yield span
            at = span.stop
        else:
            at += 1


def _aggregates(select: Sequence[Token]) -> bool:
    """Whether a sub-select makes one row of several."""
    where = _where(select)
    around = {keyword(part) for part in (*select[: where.start], *select[where.stop :])}
    return not around.isdisjoint(_AGGREGATES)


def _where(select: Sequence[Token]) -> range:
    """The pattern of a group { SELECT … { … } … }."""
    return _group(select, next(at for at, part in enumerate(select) if at and part.text == "{"))


def _grouped(prologue: str, parts: Sequence[Token], select: range) -> _Grouped:
    inner = parts[select.start : select.stop]
    where = _where(inner)
    keys: list[str] = []
    for part in inner[where.stop :]:
        if keyword(part) in ("HAVING", "ORDER", "LIMIT", "OFFSET"):
            break
        if part.kind == "variable":
            keys.append("?" + part.text[1:])
    branches = _branches(inner[where.start : where.stop])
    return _Grouped(tuple(_pattern(prologue, branch, ()) for branch in branches), tuple(keys))


def _pattern(prologue: str, parts: Sequence[Token], selects: Sequence[range]) -> _Pattern:
    text = text_of(parts).strip()
    atoms, followed = _matched(prologue, text)
    conditions = [
        tuple(parts[span.start : span.stop])
        for span in _conditions(parts)
        if not any(span.start in select for select in selects)
    ]
    assigned = {
        "?" + part.text[1:]
        for before, part in pairwise(parts)
        if keyword(before) == "AS" and part.kind == "variable"
    }
    return _Pattern(text, atoms, tuple(conditions), frozenset(assigned | followed))


def _matched(prologue: str, group: str) -> tuple[tuple[Atom, ...], set[str]]:
    """The triple patterns that must hold for the group to hold, and the variables put between the steps of paths."""
    # Imported here: rdflib costs a third of a second, and only explanations need it.
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    usual = "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in PREFIXES.items())
    algebra = translateQuery(parseQuery(f"{usual}{prologue} SELECT * WHERE {group}")).algebra
    numbers = count(1)
    found: list[Atom] = []
    between: set[str] = set()

    def follow(subject: Any, path: Any, value: Any) -> None:
        from rdflib.paths import InvPath, Path, SequencePath

        if isinstance(path, SequencePath):
            for step in path.args[:-1]:
                middle = f"?path{next(numbers)}"
                between.add(middle)
                follow(subject, step, middle)
                subject = middle
            follow(subject, path.args[-1], value)
        elif isinstance(path, InvPath):
            follow(value, path.arg, subject)
        elif not isinstance(path, Path):
            found.append(Atom(_written(subject), _written(path), _written(value)))

    def walk(node: Any) -> None:
        if node.name == "BGP":
            for triple in node.triples:
                follow(*triple)
        elif node.name == "Join":
            walk(node.p1)
            walk(node.p2)
        elif node.name in ("LeftJoin", "Minus"):
            walk(node.p1)
        elif node.name in _TRANSPARENT or (
            node.name == "ToMultiSet" and node.p is not None and node.p.name != "values"
        ):
            walk(node.p)

    walk(algebra)
    return tuple(found), between


def _written(term: Any) -> str:
    """An rdflib term, or a variable made here, as a part of an `Atom`."""
    from rdflib import Literal, URIRef, Variable

    if isinstance(term, Variable):
        return f"?{term}"
    if isinstance(term, URIRef):
        return str(ox.NamedNode(str(term)))
    if isinstance(term, Literal):
        kind = None if term.datatype is None else ox.NamedNode(str(term.datatype))
        return str(ox.Literal(str(term), language=term.language, datatype=kind))
    return str(term)


def _solutions(store: OxigraphStore, prologue: str, pattern: _Pattern, given: Values) -> Iterator[Values]:
    """Values of the pattern's variables, as far as they have one. given: values that they must have."""
    # A value from the start keeps the search small. Only what is matched for certain may have one: BIND must not, OPTIONAL keeps it.
    certain = {part for atom in pattern.atoms for part in atom.triple} - pattern.assigned
    early = {name: term for name, term in given.items() if name in certain}
    fixed = f"VALUES ({' '.join(early)}) {{ ({' '.join(early.values())}) }}" if early else ""
    late = " ".join(
        f"FILTER(sameTerm({name}, {term}))" for name, term in given.items() if name not in certain
    )
    inner = f"{{ {fixed} {pattern.text[1:]}"
    answer = store.query(f"{prologue} SELECT DISTINCT * WHERE {{ {inner} {late} }}")
    assert isinstance(answer, ox.QuerySolutions)
    names = [variable.value for variable in answer.variables]
    for row in answer:
        yield {f"?{name}": str(row[name]) for name in names if row[name] is not None}


def _application(
    store: OxigraphStore, prologue: str, pattern: _Pattern, groups: Sequence[_Grouped], values: Values
) -> Application:
    premises = dict.fromkeys(_premises(store, pattern.atoms, values))
    conditions = dict.fromkeys(_told(condition, values) for condition in pattern.conditions)
    for group in groups:
        keys = {key: values[key] for key in group.keys if key in values}
        for each in group.patterns:
            for row in _solutions(store, prologue, each, keys):
                premises.update(dict.fromkeys(_premises(store, each.atoms, row)))
                conditions.update(dict.fromkeys(_told(condition, row) for condition in each.conditions))
    shown = {name: term for name, term in values.items() if name in pattern.assigned}
    return Application(tuple(premises), shown, tuple(conditions))


def _premises(store: OxigraphStore, atoms: Sequence[Atom], values: Values) -> Iterator[Triple]:
    """The triples that the patterns matched. What stands between the steps of a path is looked up."""
    bound = [atom.bound(values) for atom in atoms]
    unknown = [atom for atom in bound if any(part.startswith("?") for part in atom.triple)]
    if unknown:
        answer = store.query(f"SELECT * WHERE {{ {' '.join(map(str, unknown))} }} LIMIT 1")
        assert isinstance(answer, ox.QuerySolutions)
        names = [variable.value for variable in answer.variables]
        for row in answer:
            more = {f"?{name}": str(row[name]) for name in names}
            bound = [atom.bound(more) for atom in bound]
    return (atom.triple for atom in bound)


def _told(condition: Sequence[Token], values: Values) -> str:
    """A condition as text on one line, its variables replaced by what they stood for."""
    pieces = []
    for part in condition:
        term = values.get("?" + part.text[1:]) if part.kind == "variable" else None
        shown = part.text if term is None else shorten(term[1:-1]) if term.startswith("<") else term
        pieces.append((" " if part.space else "") + shown)
    return "".join(pieces).strip()
