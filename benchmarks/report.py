"""The consultation report on 300 respondents × 20 chapters × 6,000 statements in all four formats, and a table beside python-docx's own.

python benchmarks/report.py [RESPONDENTS CHAPTERS STATEMENTS] [--write FOLDER]

The graph is made here with what a build would derive (counted statements, positions), because reading and reasoning have benchmarks of
their own. CPU time. Last comes the ratio of one table, the matrix of respondents and chapters, written cell by cell with python-docx
(`table.cell(row, column).text = …`, on a share of the rows, the
time scaled by their number: it grows faster than that) and as the report does.
"""

from __future__ import annotations

import io
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import docx
import pyoxigraph as ox

from remissgraf.atomic import write_atomic
from remissgraf.graph.store import OxigraphStore
from remissgraf.graph.workspace.background import ontology_graph
from remissgraf.ontology.namespaces import PREFIXES
from remissgraf.queries.report.blocks import Table, TextDocument, plain_text
from remissgraf.queries.report.compose import compose
from remissgraf.queries.report.docx import docx_bytes
from remissgraf.queries.report.make import WRITERS, make_report, write_report
from remissgraf.queries.report.model import Options

SEED = 8
BASE = "https://example.org/bench/"
T = TypeVar("T")
# Stance, what is derived of it for a target as such, position where it is formal, share of the statements.
STANCES = (
    ("valkomnar", "supports", "", 20),
    ("instammer", "supports", "", 14),
    ("efterlyser", "", "", 14),
    ("ifragasatter", "opposes", "", 12),
    ("foreslar", "", "", 18),
    ("anser", "", "", 10),
    ("framhaller", "", "", 6),
    ("tillstyrker", "supports", "tillstyrker", 3),
    ("avstyrker", "opposes", "avstyrker", 2),
    ("ingen-erinran", "", "ingen-erinran", 1),
)
ACTIONS = ("Clarify", "Investigate", "Strengthen", "Expand", "Develop")
KINDS = ("Municipality", "Region", "StateAgency", "Association", "Company")
THINGS = (
    "hamnarna", "fyrarna", "farlederna", "isbrytningen", "lotsningen", "kajerna", "varven", "sjökorten", "bojarna", "slussarna",
)  # fmt: skip
VERBS = (
    "beskrivs för kort", "behöver en egen plan", "är väl avvägda", "saknar en ansvarig", "bör följas upp varje år", "hör ihop med handeln",
)  # fmt: skip
WHYS = (
    "eftersom trafiken ökar",
    "så att ansvaret blir klart",
    "därför att kostnaderna är okända",
    "som flera redan har påpekat",
)


def graph(respondents: int, chapters: int, statements: int) -> bytes:
    """The consultation as N-Quads."""
    chance = random.Random(SEED)
    lines = [
        ':c a rg:Consultation ; skos:prefLabel "Remiss av sjöfartsplanen"@sv ; rg:consultsOn :strategy .'
    ]
    lines.append(':strategy a rg:Strategy , rg:StrategyVersion ; skos:prefLabel "Sjöfartsplan"@sv .')
    for nth in range(chapters):
        label = f"{nth + 1} Kapitlet om {THINGS[nth % len(THINGS)]} {nth + 1}"
        lines.append(
            f':ch{nth} a rg:Chapter ; rg:partOf :strategy ; rg:sectionNumber "{nth + 1}" ;'
            f' rg:sectionOrder {nth + 1} ; skos:prefLabel "{label}"@sv .'
        )
    for nth, thing in enumerate(THINGS):
        lines.append(f':t{nth} a rg:Topic ; skos:prefLabel "{thing}"@sv ; rg:isCandidate false .')
        lines.append(f':i{nth} a rg:Initiative ; skos:prefLabel "Initiativ {thing}"@sv .')
    for nth in range(respondents):
        kind = KINDS[nth % len(KINDS)]
        lines.append(f':a{nth} a rg:{kind} ; skos:prefLabel "Remissinstans {nth:03} i Norra länet"@sv .')
        lines.append(
            f':r{nth} a rg:Response , rg:CountedResponse ; rg:respondsTo :c ; rg:submittedBy :a{nth} ; rg:filePath "responses/{nth:03}.pdf"'
            f' ; dcterms:format "pdf" ; dcterms:language "sv" ; rg:pageCount {chance.randrange(1, 12)} .'
        )
        lines.append(f":c rg:hasInvitation :v{nth} . :v{nth} rg:invitee :a{nth} .")
    lines += _statements(chance, respondents, chapters, statements)
    prefixes = [f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items()] + [f"@prefix : <{BASE}> ."]
    return "\n".join((*prefixes, *lines)).encode("utf-8")


def _statements(chance: random.Random, respondents: int, chapters: int, number: int) -> Iterator[str]:
    weights = [share for *_, share in STANCES]
    held: dict[tuple[int, int], str] = {}
    for nth in range(number):
        actor, chapter = nth % respondents, chance.randrange(chapters)
        ((stance, derived, position, _),) = chance.choices(STANCES, weights)
        whole = bool(position) or chance.random() < 0.2
        if position and held.setdefault((actor, chapter), position) != position:
            continue
        thing = chance.randrange(len(THINGS))
        text = f"Vi anser att {THINGS[thing]} {chance.choice(VERBS)} {chance.choice(WHYS)} ({nth})."
        extra = f" ; rg:aboutTopic :t{thing}"
        if stance in ("foreslar", "efterlyser"):
            extra += f" ; rg:requestsAction action:{chance.choice(ACTIONS)}"
        if chance.random() < 0.1:
            extra += f" ; rg:mentionsInitiative :i{thing}"
        if chance.random() < 0.05:
            extra += ' ; rg:condition "eftersom trafiken ökar"@sv'
        if whole and derived:
            extra += f" ; rg:{derived} :ch{chapter}"
        start = 200 * (nth // respondents)
        yield (
            f":s{nth} a rg:Statement , rg:CountedStatement ; rg:madeBy :a{actor} ; rg:statedIn :r{actor} ; rg:hasStance stance:{stance} ;"
            f' rg:targetScope "{"chapter" if whole else "part"}" ; rg:targets :ch{chapter} ; '
            f" rg:confidence {chance.randrange(60, 100) / 100} ;"
            f' rg:reviewStatus "unreviewed" ; rg:hasEvidence :p{nth}{extra} .'
            f' :p{nth} oa:hasSource :r{actor} ; rg:reading "{text}"@sv ; rg:page {1 + nth % 9} ; oa:hasSelector :q{nth} , :o{nth} .'
            f' :q{nth} oa:exact "{text}" . :o{nth} a oa:TextPositionSelector ; oa:start {start} ; oa:end {start + len(text)} .'
        )
    for nth, ((actor, chapter), position) in enumerate(held.items()):
        yield (
            f":o-{nth} a rg:OverallPosition ; rg:positionIn :c ; "
            f"rg:positionOf :a{actor} ; rg:positionOn :ch{chapter} ; rg:positionValue position:{position} ."
        )
    for actor in range(0, respondents, 5):
        yield (
            f':r{actor} rg:hasReference :a-{actor} . :a-{actor} rg:referenceKind "adopts" ; rg:referencePassage :ap{actor} ;'
            f" rg:refersToResponseOf :a{(actor + 1) % respondents} . :ap{actor} oa:hasSource :r{actor} ; "
            f'rg:reading "Vi ansluter oss."@sv ; oa:hasSelector :aq{actor} , :ao{actor} . :aq{actor} oa:exact "Vi ansluter oss." .'
            f" :ao{actor} a oa:TextPositionSelector ; oa:start 0 ; oa:end 16 ."
        )
    for actor in range(respondents):
        yield (
            f":w-{actor} a rg:OverallPosition ; rg:positionIn :c ; "
            f"rg:positionOf :a{actor} ; rg:positionOn :strategy ; rg:positionValue position:inget-uttryckligt ."
        )


def cell_by_cell(table: Table, rows: int) -> bytes:
    """As python-docx's documentation shows it."""
    document = docx.Document()
    made = document.add_table(rows=rows + 1, cols=len(table.header))
    for column, title in enumerate(table.header):
        made.cell(0, column).text = title
    for number, row in enumerate(table.rows[:rows], 1):
        for column, cell in enumerate(row):
            made.cell(number, column).text = plain_text(cell.spans)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What the work gives, and its CPU time in seconds."""
    start = time.process_time()
    found = work()
    return found, time.process_time() - start


def main() -> None:
    words = sys.argv[1:]
    folder = Path(words[words.index("--write") + 1]) if "--write" in words else None
    sizes = [int(word) for word in words[:3]] if words and words[0].isdigit() else [300, 20, 6000]
    store = OxigraphStore.memory()
    store.bulk_load(ontology_graph())
    store.extend(ox.parse(graph(*sizes), ox.RdfFormat.TURTLE))
    report, gathering = timed(lambda: make_report(store, Options("sv", "0.5", "each")))
    print(f"{sizes[0]} respondents, {sizes[1]} chapters, {len(report.statements)} statements")
    print(f"gathered by queries {gathering:6.2f} s")
    total = gathering
    for form in WRITERS:
        file = io.BytesIO()
        _, took = timed(lambda form=form, file=file: write_report(report, form, file))  # type: ignore[misc]  # defaults are not inferred
        total += took
        print(f"{form:<5} {took:20.2f} s  {len(file.getvalue()) / 1e6:6.1f} MB")
        if folder is not None:
            write_atomic(folder / f"report.{form}", file.getvalue())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"all four together   {total:6.2f} s, largest memory {memory:.0f} MB")

    document = compose(report)
    (matrix,) = (
        block for block in document.blocks if isinstance(block, Table) and block.anchor == "table-matrix"
    )
    alone = TextDocument(document.title, "", document.language, (matrix,), (), document.words)
    _, ours = timed(lambda: docx_bytes(alone))
    rows = min(30, len(matrix.rows))
    _, part = timed(lambda: cell_by_cell(matrix, rows))
    theirs = part * len(matrix.rows) / rows
    print(
        f"the matrix cell by cell with python-docx {theirs:.2f} s ({rows} rows in {part:.2f} s), in the report {ours:.2f} s"
    )
    print(f"ratio {theirs / ours:.0f}")


if __name__ == "__main__":
    main()
