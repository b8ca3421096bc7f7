"""The example's report against the graph: every number is its query's, every quote its source's, every position its holder's."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from remissgraf.graph.describe import file_id
from remissgraf.graph.workspace.opened import Opened
from remissgraf.graph.workspace.texts import stored_texts
from remissgraf.queries import library
from remissgraf.queries.report.blocks import Heading, Paragraph, Table, TextDocument, plain_text
from remissgraf.queries.report.compose import compose
from remissgraf.queries.report.grammar import word_data
from remissgraf.queries.report.make import make_report
from remissgraf.queries.report.model import Options, Report
from remissgraf.queries.run import run

from .reading import block_spans, sections, spans_of, wrong_numbers


def test_every_number_is_the_answer_of_the_query_named_beside_it(
    opened_example: Opened, example_report: Report, example_document: TextDocument
) -> None:
    wrong, number = wrong_numbers(opened_example.store, example_report.options, example_document)
    assert wrong == []
    assert number > 60


def test_no_number_stands_in_the_report_without_its_query(example_document: TextDocument) -> None:
    for span in spans_of(example_document):
        if span.kind in ("text", "strong"):
            assert not re.search(r"\d", span.text), span
        if span.kind == "number":
            assert span.figure is not None
            assert float(span.text.replace(",", ".")) == float(span.figure.value)


def test_the_method_names_every_number(example_document: TextDocument) -> None:
    (table,) = (
        block
        for block in example_document.blocks
        if isinstance(block, Table) and block.anchor == "table-figures"
    )
    listed = {row[0].spans[0].figure for row in table.rows}
    elsewhere = {
        span.figure
        for block in example_document.blocks
        if block is not table
        for span in block_spans(block)
        if span.kind == "number"
    }
    assert listed == elsewhere
    assert {plain_text(row[1].spans) for row in table.rows} <= set(library.names())


def test_every_quote_is_an_exact_part_of_its_source(
    opened_example: Opened, swedish_report: Report, swedish_document: TextDocument
) -> None:
    texts = stored_texts(opened_example, shown=True)
    readings = set()
    for said in swedish_report.statements:
        quote = said.quote
        assert texts[file_id(said.response)][quote.start : quote.end] == quote.exact
        readings.add(" ".join(quote.reading.split()))
        readings.add(" ".join(quote.exact.split()))
    dissents = {" ".join(dissent.quote.reading.split()) for dissent in swedish_report.dissents}
    shown = {span.text for span in spans_of(swedish_document) if span.kind == "quote"}
    assert len(shown) > 100
    conditions = {" ".join(words.split()) for said in swedish_report.statements for words in said.conditions}
    parts = shown - readings - dissents
    # Parts of sentences are quoted for conditions alone.
    assert parts
    assert parts <= conditions
    assert all(any(part in reading for reading in readings) for part in parts)


def test_a_mended_quote_has_the_letters_of_the_source_in_its_note(swedish_document: TextDocument) -> None:
    notes = [plain_text(note) for note in swedish_document.notes]
    mended = [note for note in notes if "I källan: ”" in note]
    assert mended
    assert any("**" in note or "- " in note for note in mended)
    assert len(notes) == sum(
        span.kind == "note" for block in swedish_document.blocks for span in block_spans(block)
    )


def test_every_named_actor_holds_the_position_told(opened_example: Opened, swedish_report: Report) -> None:
    """The sentences are read back and compared with another query of the library."""
    held: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in run(opened_example.store, library.get("overall-positions"), {}).dicts():
        held[row["target_label"], row["position_label"]].add(row["actor_label"])
    document = compose(swedish_report)
    words = word_data()["sv"]
    told: dict[tuple[str, str], set[str]] = {}
    for path, blocks in sections(document).items():
        if not path:
            continue
        target = (
            swedish_report.facts.strategy if path[0] == "Samlad bild" else path[1] if len(path) > 2 else ""
        )
        for block in blocks:
            if isinstance(block, Paragraph) and path[-1] in ("Samlad bild", "Ställningstaganden"):
                for sentence in re.split(r"(?<=\.) ", plain_text(block.spans)):
                    for key, forms in words["positions"].items():
                        if not forms["one"].startswith("{names}"):
                            continue
                        thing = words["objects"]["whole" if path[0] == "Samlad bild" else "chapter"]
                        tail = forms["one"].removeprefix("{names}").format(object=thing)
                        if sentence.endswith(tail):
                            label = words["position_labels"][key].casefold()
                            names = re.split(r", | och ", sentence.removesuffix(tail))
                            told[target, label] = set(names)
    assert told == {(target, label.casefold()): names for (target, label), names in held.items()}


def test_every_claim_leads_to_a_quote_of_the_one_it_names(
    swedish_report: Report, swedish_document: TextDocument
) -> None:
    """After a name in a sentence of a verdict, of support or of objection stands a note with words of its own response."""
    labels = {entry.label: actor for actor, entry in swedish_report.respondents.items()}
    files = {actor: entry.source for entry in swedish_report.files for actor in entry.actors}
    checked = 0
    for path, blocks in sections(swedish_document).items():
        if path[-1:] not in (("Ställningstaganden",), ("Stöd",), ("Invändningar",), ("Skiljelinjer",)):
            continue
        for block in blocks:
            assert isinstance(block, Paragraph)
            for span, following in pairwise(block.spans):
                if span.text in labels and following.kind == "note":
                    note = swedish_document.notes[int(following.text) - 1]
                    assert f"{span.text}, {files[labels[span.text]]}" in plain_text(note)
                    assert any(part.kind == "quote" for part in note)
                    checked += 1
            # The first name of a sentence is its subject.
            assert block.spans[0].text not in labels or block.spans[1].kind == "note"
    assert checked > 50


def test_no_heading_is_empty_and_none_skips_a_level(example_document: TextDocument) -> None:
    blocks = example_document.blocks
    level = 1
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        if isinstance(block, Heading):
            assert block.level <= level + 1
            level = block.level
            assert plain_text(block.spans).strip()
            assert following is not None
            assert not isinstance(following, Heading) or following.level > block.level


def test_links_lead_somewhere(example_document: TextDocument) -> None:
    anchors = {block.anchor for block in example_document.blocks if isinstance(block, Heading | Table)}
    for block in example_document.blocks:
        if isinstance(block, Table):
            anchors |= {cell.anchor for row in block.rows for cell in row}
    targets = {span.target for span in spans_of(example_document) if span.kind == "ref"}
    assert targets
    assert targets <= anchors


def test_a_chapter_tells_its_parts_in_the_strategys_order(swedish_document: TextDocument) -> None:
    titles = [
        plain_text(block.spans)
        for block in swedish_document.blocks
        if isinstance(block, Heading) and block.anchor.startswith("chapter-")
    ]
    assert [title.split(" ")[0] for title in titles] == (
        [
            "1",
            "1.1",
            "1.2",
            "1.2.1",
            "1.2.2",
            "2",
            "A",
            "B",
            "C",
            "D",
            "E",
            "3",
            "3.1",
            "3.2",
            "3.3",
            "4",
            "4.1",
        ]
    )


def test_the_threshold_leaves_out_what_is_less_sure(opened_example: Opened) -> None:
    every = make_report(opened_example.store, Options("sv", "0", "each"))
    sure = make_report(opened_example.store, Options("sv", "0.97", "each"))
    below = sum(said.confidence < 0.97 for said in every.statements)
    assert below > 0
    assert len(sure.statements) == len(every.statements) - below
    assert sure.figures["below"].value == str(below)
    assert "below" in sure.positions[""]
    text = plain_text(tuple(spans_of(compose(sure))))
    assert f"{below} ställningstaganden ligger under säkerhetsgränsen" in text


def test_the_same_graph_gives_the_same_text(opened_example: Opened, swedish_document: TextDocument) -> None:
    assert compose(make_report(opened_example.store, Options("sv", "0.5", "each"))) == swedish_document
