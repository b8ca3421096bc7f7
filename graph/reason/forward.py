"""What follows from new triples: each is looked at once, alone and together with all that is known.

Method: semi-naive evaluation of Datalog, where a rule runs only for triples that it has not run for. This module knows plans and facts,
neither files nor stores, and not in which graph a triple belongs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from remissgraf.graph.reason.facts import Facts, Memory
from remissgraf.graph.reason.patterns import TYPE, Atom, Triple
from remissgraf.graph.reason.plan import Join, Plan

__all__ = ["bound", "close", "contradicted", "matches", "solutions", "unify"]

Values = Mapping[str, str]


def close(plan: Plan, known: Memory, fresh: Iterable[Triple]) -> list[Triple]:
    """Add to `known` all that follows from it, given that everything but `fresh` was looked at before; returns what was added.

    fresh: triples that stand in `known` and its index, or below it.
    """
    found: list[Triple] = []
    waiting: list[Triple] = []
    triples, below = known.triples, known.in_below
    class_joins, joins = plan.joins.classes, plan.joins.predicates
    class_fans, thing_fans, text_fans = plan.classes, plan.things, plan.texts

    def learn(new: Triple) -> None:
        triples.add(new)
        found.append(new)
        if (new[2] in class_joins) if new[1] == TYPE else (new[1] in joins):
            known.index(new)
            waiting.append(new)

    def unfold(triple: Triple) -> None:
        # Written out, because this is where the time goes: most triples have no fan, most fans nothing turned.
        subject, key, value = triple
        fans = class_fans if key == TYPE else text_fans if value[0] == '"' else thing_fans
        fan = fans.get(value if key == TYPE else key)
        if fan is None:
            return
        for kind in fan.typings:
            new = (subject, TYPE, kind)
            if new not in triples and not below(new):
                learn(new)
        for predicate in fan.copies:
            new = (subject, predicate, value)
            if new not in triples and not below(new):
                learn(new)
        if fan.others:
            for new in fan.turned(subject, value):
                if new not in triples and not below(new):
                    learn(new)

    for triple in fresh:
        if (triple[2] in class_joins) if triple[1] == TYPE else (triple[1] in joins):
            waiting.append(triple)
        unfold(triple)
    while waiting:
        triple = waiting.pop()
        for join in class_joins[triple[2]] if triple[1] == TYPE else joins[triple[1]]:
            for new in _heads(join, triple, known):
                if new not in triples and not below(new):
                    learn(new)
                    unfold(new)
    return found


def _heads(join: Join, triple: Triple, known: Memory) -> list[Triple]:
    """What the rule concludes from the triple and what is known."""
    link = join.link
    if link is not None:
        meeting, predicate = triple[link.start], link.predicate
        if link.by_subject:
            found = known.match(meeting, predicate, None) if meeting[0] != '"' else []
        else:
            found = known.match(None, predicate, meeting)
        if not found:
            return found
        one, made, other = link.head
        pairs = ((*triple, *partner) for partner in found)
        made_of = [(both[one], made, both[other]) for both in pairs]
    else:
        head = join.head
        made_of = [bound(head, values) for values in matches(join, triple, known)]
    # RDF says nothing of a text.
    return [new for new in made_of if new[0][0] != '"']


def matches(join: Join, triple: Triple, known: Facts) -> Iterator[Values]:
    """The values of the variables with which the triple and what is known make the whole body of a rule or check."""
    values = unify(join.first, triple, {})
    if values is not None:
        yield from solutions(join.rest, values, known)


def solutions(atoms: tuple[Atom, ...], values: Values, known: Facts) -> Iterator[Values]:
    """The ways in which all the patterns hold, given values for some variables."""
    if not atoms:
        yield values
        return
    atom, rest = atoms[0], atoms[1:]
    subject, predicate, value = bound(atom, values)
    if subject[0] == '"':
        return
    if subject[0] != "?" and value[0] != "?":
        if (subject, predicate, value) in known:
            yield from solutions(rest, values, known)
        return
    for triple in known.match(
        None if subject[0] == "?" else subject, predicate, None if value[0] == "?" else value
    ):
        more = unify(atom, triple, values)
        if more is not None:
            yield from solutions(rest, more, known)


def bound(atom: Atom, values: Values) -> Triple:
    """The pattern with values in place of variables."""
    return (
        values.get(atom.subject, atom.subject),
        atom.predicate,
        values.get(atom.object, atom.object),
    )


def unify(atom: Atom, triple: Triple, values: Values) -> Values | None:
    """The values with those that make the pattern the triple; None where nothing does. The predicates are equal."""
    found = dict(values)
    for part, term in ((atom.subject, triple[0]), (atom.object, triple[2])):
        if part[0] != "?":
            if part != term:
                return None
        elif found.setdefault(part, term) != term:
            return None
    return found


def contradicted(plan: Plan, known: Facts, triples: Iterable[Triple]) -> bool:
    """Whether any of the triples is part of a contradiction."""
    classes, predicates = plan.checks.classes, plan.checks.predicates
    for triple in triples:
        joins = classes.get(triple[2], ()) if triple[1] == TYPE else predicates.get(triple[1], ())
        for join in joins:
            if next(matches(join, triple, known), None) is not None:
                return True
    return False
