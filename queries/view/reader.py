"""The reader pages: a response with its statements marked and the strategy beside it, and the strategy with what was said of it.

The text stands in the page as text, so that it can be read, searched and printed without a script; scripts add the panel and the keys.
The pages know no SPARQL, no store and no file to write to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from urllib.parse import quote

from remissgraf.graph.model import POLARITY
from remissgraf.queries.networks.incidence import WHOLE, Incidence
from remissgraf.queries.networks.palette import polarity_looks
from remissgraf.queries.view.assets import words
from remissgraf.queries.view.links import NO_LINKS, Links, fragment, page_links
from remissgraf.queries.view.page import common_data, self_contained
from remissgraf.queries.view.readings import ResponseText, StrategyText, Utterance
from remissgraf.queries.view.records import statement_record
from remissgraf.queries.view.shown import Piece, gathered

__all__ = ["response_page", "strategy_page"]

_CHAPTER = "c-"
# What a statement tells beside its stance and its targets, in the order shown.
_DETAILS = ("topic", "initiative", "action", "condition", "concession")


def response_page(
    response: ResponseText, strategy: StrategyText | None, *, lang: str = "sv", links: Links = NO_LINKS
) -> str:
    """The page of one response. links: of the other pages, seen from this one; where the strategy has a page of its own, the text of
    chapters that the response says nothing of stays there. Raises ExportError "export.language".
    """
    place = {utterance.iri: number for number, utterance in enumerate(response.utterances)}
    home = links.strategies.get(strategy.iri, "") if strategy else ""
    about: dict[str, list[int]] = {}
    for number, utterance in enumerate(response.utterances):
        for target, _ in utterance.details.get("target", ()):
            about.setdefault(target, []).append(number)
    restated: dict[int, list[int]] = {}
    for number, utterance in enumerate(response.utterances):
        for original, _ in utterance.details.get("restates", ()):
            if original in place:
                restated.setdefault(place[original], []).append(number)
    known = _chapters(strategy, home, about) if strategy else []
    ids = {str(chapter["iri"]): str(chapter["id"]) for chapter in known}
    data = {
        **common_data(lang, _stance_labels(response.utterances)),
        "statements": [
            _statement(utterance, place, restated.get(number, []), ids)
            for number, utterance in enumerate(response.utterances)
        ],
    }
    return self_contained(
        "response.html.j2",
        title=response.actor,
        lang=lang,
        scripts=("reader/marks.js", "reader/details.js", "reader/response.js"),
        styles=("reader.css",),
        data=data,
        pages=page_links(links, words(lang), home),
        response=response,
        strategy=strategy,
        groups=gathered(response.blocks),
        chapters=known,
        said=[
            {
                "id": fragment(utterance.iri),
                "label": utterance.stance_label,
                "sign": polarity_looks()[POLARITY[utterance.stance_class]].sign,
                "polarity": POLARITY[utterance.stance_class],
                "quote": utterance.quote,
                "language": utterance.language,
                "voice": utterance.voice,
            }
            for utterance in response.utterances
        ],
        mark_classes=partial(_mark_classes, response.utterances),
        signs={name: look.sign for name, look in polarity_looks().items()},
        counts=Counter(
            POLARITY[utterance.stance_class] for utterance in response.utterances if utterance.counted
        ),
    )


def strategy_page(
    strategy: StrategyText, incidence: Incidence, *, lang: str = "sv", links: Links = NO_LINKS
) -> str:
    """The page of a strategy: at each chapter who said what of it. incidence: of the responses to it. Raises the same."""
    chapters = _chapters(strategy, "", {})
    order = {str(chapter["iri"]): number for number, chapter in enumerate(chapters)} | {WHOLE: 0}
    ties = [tie for tie in incidence.ties if tie.chapter in order]
    actors = {party.id: number for number, party in enumerate(incidence.parties)}
    records: dict[str, tuple[int, dict[str, object]]] = {}
    said: list[list[int]] = [[] for _ in chapters]
    for tie in ties:
        number, _ = records.setdefault(
            tie.statement,
            (len(records), {**statement_record(tie, links), "k": tie.stance_class, "w": actors[tie.actor]}),
        )
        said[order[tie.chapter]].append(number)
    data = {
        **common_data(lang, incidence.stance_labels),
        "actors": [{"name": party.label, "types": list(party.types)} for party in incidence.parties],
        "statements": [record for _, record in records.values()],
        "said": said,
        "chapters": [{"id": chapter["id"], "label": chapter["label"]} for chapter in chapters],
    }
    return self_contained(
        "strategy.html.j2",
        title=strategy.title,
        lang=lang,
        scripts=("reader/strategy.js",),
        styles=("reader.css",),
        data=data,
        pages=page_links(replace(links, strategies={}), words(lang)),
        strategy=strategy,
        chapters=chapters,
    )


def _chapters(strategy: StrategyText, home: str, about: Mapping[str, list[int]]) -> list[dict[str, object]]:
    """The strategy as a column: its chapters, after what concerns it as a whole. about: numbers of utterances by what they target."""
    whole = {
        "iri": strategy.iri,
        "id": _CHAPTER + "whole",
        "label": "",
        "depth": 0,
        "blocks": gathered(strategy.opening),
        "text": not home,
        "said": about.get(strategy.iri, []),
        "address": home,
    }
    return [
        whole,
        *(
            {
                "iri": chapter.iri,
                "id": _CHAPTER + chapter.iri.rpartition("/")[2],
                "label": chapter.label,
                "depth": chapter.depth,
                "blocks": gathered(chapter.blocks),
                "text": not home or chapter.iri in about,
                "said": about.get(chapter.iri, []),
                "address": home and f"{home}#{quote(_CHAPTER + chapter.iri.rpartition('/')[2])}",
            }
            for chapter in strategy.chapters
        ),
    ]


def _mark_classes(utterances: Sequence[Utterance], piece: Piece) -> str:
    """The classes of a marked piece: the polarity of the shortest utterance, "mixed" where others differ, "other" for another's voice."""
    inside = [utterances[number] for number in piece.marks]
    polarities = [POLARITY[utterance.stance_class] for utterance in inside]
    classes: list[str] = [polarities[0]]
    if len(set(polarities)) > 1:
        classes.append("mixed")
    if inside[0].voice != "statement":
        classes.append("other")
    if piece.strong:
        classes.append("strong")
    return " ".join(classes)


def _stance_labels(utterances: Iterable[Utterance]) -> Mapping[str, str]:
    """The label used most for each class that occurs; of equals the first in the alphabet."""
    used: dict[str, Counter[str]] = {}
    for utterance in utterances:
        used.setdefault(utterance.stance_class, Counter())[utterance.stance_label] += 1
    return {
        name: min(labels.items(), key=lambda item: (-item[1], item[0]))[0] for name, labels in used.items()
    }


def _statement(
    utterance: Utterance, place: Mapping[str, int], repeated: list[int], chapters: Mapping[str, str]
) -> dict[str, object]:
    """What the panel tells of an utterance: the names of `records.statement_record` where they mean the same."""
    details = utterance.details
    (agreement,) = details.get("agreement", ()) or (("", ""),)
    return {
        "n": fragment(utterance.iri),
        "k": utterance.stance_class,
        "s": utterance.stance_label,
        "q": utterance.quote,
        "l": utterance.language,
        "a": utterance.start,
        "b": utterance.end,
        "p": utterance.page,
        "c": utterance.confidence,
        "who": list(utterance.actors),
        "voice": utterance.voice,
        "counted": utterance.counted,
        "targets": [[chapters.get(target, ""), label] for target, label in details.get("target", ())],
        "details": [[kind, [label for _, label in details[kind]]] for kind in _DETAILS if kind in details],
        "claim": [label for _, label in details.get("claim", ())],
        "agreement": agreement[0],
        "restates": [place[original] for original, _ in details.get("restates", ()) if original in place],
        "restated": repeated,
    }
