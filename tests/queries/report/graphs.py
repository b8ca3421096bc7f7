"""Small consultations as graphs, with all that follows from them, for inputs that a build seldom gives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from remissgraf.graph.reason import Axioms, close_ontology, compile_axioms, materialise
from remissgraf.graph.store import OxigraphStore
from remissgraf.ontology.load import load_ontology, load_rules
from remissgraf.ontology.namespaces import ONTOLOGY, PREFIXES, Names

__all__ = ["BASE", "Told", "consultation_of"]

BASE = "https://example.org/odd/"
NAMES = Names(BASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A statement: of the whole where chapter is None. stance: a concept such as "avstyrker"."""

    actor: str
    stance: str
    text: str
    chapter: str | None = None
    scope: str = ""
    confidence: float = 0.9
    extra: str = ""


def consultation_of(
    told: Iterable[Told] = (),
    *,
    silent: Sequence[str] = (),
    answering: Sequence[str] = (),
    chapters: Sequence[str] = ("Hamnar", "Fyrar"),
    more: str = "",
) -> OxigraphStore:
    """answering: names beside those of the statements who have a response; silent: who were invited and have none. more: Turtle."""
    statements = list(told)
    actors = list(dict.fromkeys([*(one.actor for one in statements), *answering]))
    number = {name: nth for nth, name in enumerate([*actors, *silent])}
    lines = [f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items()]
    lines += [
        f"@prefix : <{BASE}> .",
        ':consultation a rg:Consultation ; skos:prefLabel "Remissen"@sv ; rg:consultsOn :strategy .',
        ':strategy a rg:StrategyVersion , rg:Strategy ; skos:prefLabel "Strategin"@sv .',
    ]
    lines += [
        f":chapter-{nth} a rg:Chapter ; rg:directPartOf :strategy ; rg:sectionOrder {nth} ; skos:prefLabel {_text(title)} ."
        for nth, title in enumerate(chapters, 1)
    ]
    lines += [
        f":actor-{nth} a rg:Association ; skos:prefLabel {_text(name)} ." for name, nth in number.items()
    ]
    lines += [
        f":response-{number[name]} a rg:Response ; rg:respondsTo :consultation ; rg:submittedBy :actor-{number[name]} ;"
        f' rg:filePath "responses/{number[name]}.md" .'
        for name in actors
    ]
    lines += [
        f":consultation rg:hasInvitation :invitation-{number[name]} . :invitation-{number[name]} rg:invitee :actor-{number[name]} ."
        for name in silent
    ]
    lines += [_statement(nth, one, number[one.actor], chapters) for nth, one in enumerate(statements)]
    store = OxigraphStore.memory()
    store.extend(ox.parse("\n".join((*lines, more)), ox.RdfFormat.TURTLE))
    ontology = ox.NamedNode(ONTOLOGY)
    for text in load_ontology().values():
        quads = ox.parse(text, ox.RdfFormat.TURTLE, rename_blank_nodes=True)
        store.extend(ox.Quad(quad.subject, quad.predicate, quad.object, ontology) for quad in quads)
    materialise(store, _axioms(), [rule.text for rule in load_rules()], NAMES.graph("inferred"))
    return store


def _statement(nth: int, one: Told, actor: int, chapters: Sequence[str]) -> str:
    scope = one.scope or ("chapter" if one.chapter else "whole")
    target = f":chapter-{chapters.index(one.chapter) + 1}" if one.chapter else ":strategy"
    targets = f" ; rg:targets {target}" if one.chapter or scope == "whole" else ""
    return f"""
:statement-{nth} a rg:Statement ; rg:madeBy :actor-{actor} ; rg:statedIn :response-{actor} ; rg:hasStance stance:{one.stance} ;
  rg:targetScope "{scope}"{targets} ; rg:confidence {one.confidence} ; rg:reviewStatus "unreviewed" ;
  rg:hasEvidence :passage-{nth} {one.extra} .
:passage-{nth} a rg:Passage ; oa:hasSource :response-{actor} ; rg:reading {_text(one.text)} ;
  oa:hasSelector :quote-{nth} , :position-{nth} .
:quote-{nth} a oa:TextQuoteSelector ; oa:exact {_text(one.text)} .
:position-{nth} a oa:TextPositionSelector ; oa:start {nth * 1000} ; oa:end {nth * 1000 + len(one.text)} ."""


def _text(value: str) -> str:
    return str(ox.Literal(value, language="sv"))


@cache
def _axioms() -> Axioms:
    return compile_axioms(close_ontology(list(load_ontology().values())))
