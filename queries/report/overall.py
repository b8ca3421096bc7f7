"""The first parts of a report: the consultation, what was received, who answered, the overall picture. Decides what is told."""

from __future__ import annotations

from collections.abc import Iterator

from remissgraf.queries.report.blocks import (
    Block,
    Bullets,
    Cell,
    Heading,
    Item,
    Paragraph,
    Quote,
    Span,
    Spans,
)
from remissgraf.queries.report.grammar import cut, listed
from remissgraf.queries.report.model import FORMAL, FileEntry, UnreadEntry
from remissgraf.queries.report.positions import position_sentences
from remissgraf.queries.report.telling import Telling, capital

__all__ = [
    "file_outcome",
    "language_name",
    "name",
    "opening_blocks",
    "overall_blocks",
    "unread_outcome",
    "word",
]

_AFTER = ("inget-uttryckligt", "svarade-inte")
_PLACE_COLUMNS = (
    ("respondents", "commented"),
    ("positive", "positive"),
    ("negative", "negative"),
    ("requesting", "requesting"),
    ("conditional", "conditional"),
)


def name(text: str) -> Cell:
    return Cell((Span(text, "name"),))


def word(text: str) -> Cell:
    return Cell((Span(text),))


def opening_blocks(telling: Telling) -> Iterator[Block]:
    """The consultation, the responses, the respondents, the audit."""
    yield Heading(2, (Span(telling.word("headings", "facts")),), "facts")
    yield _facts(telling)
    yield Heading(2, (Span(telling.word("headings", "received")),), "received")
    yield Paragraph(listed(_received(telling)))
    yield from _types(telling)
    yield from _campaigns(telling)
    if telling.report.files or telling.report.unread:
        yield Heading(3, (Span(telling.word("headings", "files")),), "files")
        yield _files(telling)


def _facts(telling: Telling) -> Block:
    facts = telling.report.facts
    issuers: list[Span] = []
    for nth, (issuer, number) in enumerate(facts.issuers):
        if nth:
            issuers.append(Span("; "))
        issuers.append(Span(cut(issuer), "name"))
        if number:
            issuers += [Span(f" ({telling.word('labels', 'case_number')} "), Span(number, "name"), Span(")")]
    rows = [("strategy", (Span(cut(facts.strategy), "name"),)), ("issuer", tuple(issuers))]
    rows += [("issued", (Span(facts.issued, "name"),)), ("deadline", (Span(facts.deadline, "name"),))]
    return telling.table(
        "table-facts",
        "type_facts",
        [telling.word("labels", "item"), telling.word("labels", "value")],
        [
            (word(telling.word("labels", key)), Cell(spans))
            for key, spans in rows
            if any(span.text for span in spans)
        ],
        widths=(1, 3),
    )


def _received(telling: Telling) -> Iterator[Spans]:
    figures = telling.report.figures
    answered, responses = figures["answered"], figures["responses"]
    if figures["invited"]:
        yield telling.sentence(
            "sentences", "invited", figures["invited"].number, n=telling.number(figures["invited"])
        )
        yield telling.sentence(
            "sentences",
            "invited_answered",
            figures["invited_answered"].number,
            n=telling.number(figures["invited_answered"]),
        )
    else:
        yield telling.sentence("sentences", "no_invited")
    yield telling.sentence("sentences", "answered", answered.number, n=telling.number(answered))
    if responses:
        counted = figures["counted_responses"]
        if counted.value == responses.value:
            yield telling.sentence("sentences", "all_counted", responses.number, n=telling.number(responses))
        else:
            yield telling.sentence(
                "sentences",
                "files",
                responses.number,
                n=telling.number(responses),
                counted=telling.number(counted),
            )
    if figures["unread"]:
        yield telling.sentence(
            "sentences", "unread", figures["unread"].number, n=telling.number(figures["unread"])
        )
    yield from position_sentences(telling, "", ["svarade-inte"])


def _types(telling: Telling) -> Iterator[Block]:
    if not telling.report.types:
        return
    yield Heading(3, (Span(telling.word("headings", "respondents")),), "respondents")
    yield telling.table(
        "table-types",
        "type_table",
        [telling.word("labels", key) for key in ("kind", "number", "share")],
        [
            (
                name(label) if label else word(telling.word("labels", "unknown_kind")),
                Cell((telling.number(count),)),
                Cell((telling.number(share),)),
            )
            for label, count, share in telling.report.types
        ],
        numeric=frozenset({1, 2}),
        widths=(3, 1, 1),
    )
    yield Paragraph(telling.sentence("sentences", "share_note"), "remark")


def _campaigns(telling: Telling) -> Iterator[Block]:
    campaigns = telling.report.campaigns
    if not campaigns:
        return
    yield Heading(3, (Span(telling.word("headings", "campaigns")),), "campaigns")
    sentences = [
        telling.sentence(
            "sentences",
            "campaign",
            campaign.senders.number,
            n=telling.number(campaign.senders),
            exemplar=cut(campaign.exemplar),
        )
        for campaign in campaigns
    ]
    sentences.append(telling.sentence("sentences", f"campaign_{telling.report.options.campaigns}"))
    yield Paragraph(listed(sentences))


def _files(telling: Telling) -> Block:
    report = telling.report
    rows = []
    for entry in report.files:
        rows.append(
            (
                name(entry.source or telling.word("labels", "private_source")),
                Cell(capital(telling.listing(entry.actors))),
                name(entry.format),
                name(language_name(telling, entry.language)),
                name(entry.pages),
                name(file_outcome(telling, entry)),
            )
        )
    for unread in report.unread:
        rows.append(
            (
                name(unread.source or telling.word("labels", "hidden_file")),
                word(""),
                name(unread.format),
                word(""),
                word(""),
                word(unread_outcome(telling, unread)),
            )
        )
    keys = ("file", "respondent", "format", "language", "pages", "outcome")
    return telling.table(
        "table-files",
        "file_table",
        [telling.word("labels", key) for key in keys],
        rows,
        numeric=frozenset({4}),
        widths=(3.4, 2.9, 1.35, 1.6, 1.1, 3.1),
    )


def unread_outcome(telling: Telling, entry: UnreadEntry) -> str:
    """That a file could not be read, and why."""
    known = telling.has_word("reasons", entry.code)
    reason = telling.word("reasons", entry.code) if known else entry.code
    return f"{telling.word('outcomes', 'unread')}: {reason}"


def language_name(telling: Telling, code: str) -> str:
    return telling.word("languages", code) if telling.has_word("languages", code) else code


def file_outcome(telling: Telling, entry: FileEntry) -> str:
    """What became of a response; more than one thing may be true of it."""
    found = []
    if entry.replaced_by:
        found.append(telling.word("outcomes", "replaced"))
    elif entry.duplicate_of:
        found.append(
            telling.word("outcomes", "duplicate").format(other=telling.source_name(entry.duplicate_of))
        )
    elif entry.status and telling.has_word("outcomes", entry.status):
        found.append(telling.word("outcomes", entry.status))
    elif not entry.counted:
        found.append(telling.word("outcomes", "uncounted"))
    if entry.counted and not found:
        silent = telling.report.positions.get("", {}).get("inget-uttryckligt", ())
        found.append(telling.word("outcomes", "no_formal" if {*entry.actors} <= {*silent} else "counted"))
    if entry.near_duplicate_of:
        found.append(
            telling.word("outcomes", "near_duplicate").format(
                other=telling.source_name(entry.near_duplicate_of)
            )
        )
    if entry.campaign:
        found.append(telling.word("outcomes", "campaign"))
    return "; ".join(found)


def overall_blocks(telling: Telling) -> Iterator[Block]:
    """Verdicts on the proposal, the chapters at a glance, dissents, adopted opinions."""
    report = telling.report
    yield Heading(2, (Span(telling.word("headings", "overall")),), "overall")
    if not report.figures["answered"]:
        yield Paragraph(telling.sentence("sentences", "no_answers"))
        return
    held = [position for position in (*FORMAL, *_AFTER) if ("", position) in report.position_counts]
    sentences = position_sentences(telling, "", held)
    yield Paragraph(listed(sentences))
    yield telling.table(
        "table-positions",
        "position_table",
        [telling.word("labels", "position"), telling.word("labels", "number")],
        [
            (
                word(telling.word("position_labels", position)),
                Cell((telling.number(report.position_counts["", position]),)),
            )
            for position in held
        ],
        numeric=frozenset({1}),
        widths=(4, 1),
    )
    answered = report.figures["answered"]
    notes = [telling.sentence("sentences", "of_answered", answered.number, n=telling.number(answered))]
    if ("", "svarade-inte") in report.position_counts:
        invited = report.figures["invited"]
        notes.append(telling.sentence("sentences", "of_invited", invited.number, n=telling.number(invited)))
    notes.append(telling.sentence("sentences", "neutral_note"))
    if any(position == "motsagelsefull" for _, position in report.position_counts):
        notes.append(telling.sentence("sentences", "contradictory_note"))
    yield Paragraph(listed(notes), "remark")
    yield from _by_chapter(telling)
    yield from _dissents(telling)
    yield from _references(telling)


def _by_chapter(telling: Telling) -> Iterator[Block]:
    report = telling.report
    order = ["", *(chapter.id for chapter in report.chapters)]
    rows = [
        (
            name(telling.place_label(place)) if place else word(telling.word("labels", "general")),
            *(Cell((telling.number(report.places[place][column]),)) for column, _ in _PLACE_COLUMNS),
        )
        for place in order
        if place in report.places
    ]
    if not rows:
        yield Paragraph(telling.sentence("sentences", "no_statements"))
        return
    yield Heading(3, (Span(telling.word("headings", "by_chapter")),), "by-chapter")
    yield telling.table(
        "table-chapters",
        "chapter_table",
        [telling.word("labels", key) for key in ("chapter", *(label for _, label in _PLACE_COLUMNS))],
        rows,
        numeric=frozenset(range(1, 1 + len(_PLACE_COLUMNS))),
        widths=(4, *(1.6 for _ in _PLACE_COLUMNS)),
    )
    answered = report.figures["answered"]
    yield Paragraph(
        telling.sentence("sentences", "of_commented", answered.number, n=telling.number(answered)), "remark"
    )


def _dissents(telling: Telling) -> Iterator[Block]:
    if not telling.report.dissents:
        return
    yield Heading(3, (Span(telling.word("headings", "dissents")),), "dissents")
    for dissent in telling.report.dissents:
        yield Paragraph(
            telling.sentence(
                "sentences",
                "dissent" if dissent.holder else "dissent_private",
                respondents=telling.owner(dissent.actor),
                # A party group is told by whose it is, which the sentence says already.
                holder=cut(dissent.holder.removesuffix(f" ({dissent.actor})")),
            )
        )
        yield Quote(telling.cited(dissent.quote, dissent.actor))


def _references(telling: Telling) -> Iterator[Block]:
    if not telling.report.references:
        return
    yield Heading(3, (Span(telling.word("headings", "references")),), "references")
    items = []
    for reference in telling.report.references:
        key = (
            "leans"
            if reference.kind == "leans"
            else "adopts_part"
            if reference.extent == "part"
            else "adopts"
        )
        subject, number = telling.subject(reference.actors, telling.units(reference.actors))
        spans = telling.sentence(
            "sentences", key, number, names=subject, others=telling.owner(reference.other)
        )
        if reference.quote is not None:
            spans = (*spans, telling.shown_by(reference.quote, reference.actors))
        items.append(Item(spans))
    yield Bullets(tuple(items))
    yield Paragraph(telling.sentence("sentences", "no_copy"), "remark")
