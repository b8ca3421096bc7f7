"""The values that evaluation works on: an annotated statement, an annotated non-statement, a prediction. No files, no figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from remissgraf.graph.evaluate.normal import chapters, compact, initiatives, polarity, words
from remissgraf.graph.model import OWN_VOICE, POLARITY

__all__ = [
    "Gold",
    "Negative",
    "Place",
    "Prediction",
    "gold_from",
    "negative_from",
    "prediction_from",
    "same_expression",
]


_DIRECTIONS: Final = frozenset({"positive", "negative", "mixed"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands: code points into the file (None where the file's text has none to count in), and its compact form."""

    start: int | None
    end: int | None
    key: str


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated statement. places: its sentence, then others that are accepted (a lead that carries the verdict).

    alternatives: further classes that are no error; polarities, actors, chapter_sets: all that is accepted, the annotated chapters first.
    optional_initiatives count neither way. condition: None also where the annotation does not say; `says_condition` tells. scope,
    direction, endorsed: None where the annotation does not say. claims: the one claim, and agreements: its side, or none; `says_claim`
    tells whether the annotation has them.
    """

    id: str
    file: str
    cls: str
    alternatives: frozenset[str]
    surface: str
    lemma: str
    stance: tuple[int, int] | None
    polarity: str
    polarities: frozenset[str]
    actor: str
    actors: frozenset[str]
    chapter_sets: tuple[frozenset[str], ...]
    initiatives: frozenset[str]
    optional_initiatives: frozenset[str]
    topics: frozenset[str]
    requests: frozenset[str]
    restates: str | None
    condition: str | None
    says_condition: bool
    scope: str | None
    direction: str | None
    claims: frozenset[str]
    agreements: frozenset[bool]
    says_claim: bool
    endorsed: frozenset[str] | None
    explicit: bool
    ambiguous: bool
    places: tuple[Place, ...]
    sentence: str

    @property
    def chapters(self) -> frozenset[str]:
        return self.chapter_sets[0]


@dataclass(frozen=True, slots=True)
class Negative:
    """An annotated non-statement. counts: whether taking it for a statement is counted as a mistake. voice, cls: of one that is an
    utterance of others ("dissent", "reported"), else None."""

    place: Place
    kind: str
    counts: bool
    voice: str | None
    cls: str | None


@dataclass(frozen=True, slots=True)
class Prediction:
    """A statement as a program found it. number: its line. explicit: None where the program does not say. direction: of its content, else
    of its class, "none" where neither has one. voice: "statement" where the program does not say."""

    number: int
    id: str
    file: str
    voice: str
    place: Place
    sentence: str
    cls: str
    polarity: str
    surface: str
    lemma: str
    stance: tuple[int, int] | None
    actor: str
    chapters: frozenset[str]
    initiatives: frozenset[str]
    topics: frozenset[str]
    requests: frozenset[str]
    restates: str | None
    condition: str | None
    scope: str | None
    direction: str
    claims: frozenset[str]
    agreements: frozenset[bool]
    endorsed: frozenset[str]
    explicit: bool | None
    confidence: float | None


def gold_from(row: Mapping[str, Any], file: str, names: frozenset[str]) -> Gold:
    """names: compact forms of the submitter's names, each of them accepted. Raises KeyError, TypeError for what is no annotation."""
    stance, lead = row["stance"], row.get("lead")
    alternatives = frozenset(row.get("alt_classes") or row.get("alt_class") or ())
    polarities = {str(row["polarity"]), *(POLARITY[cls] for cls in alternatives)}
    if row.get("content_polarity"):
        polarities.add(row["content_polarity"])
    spans = [(row.get("start"), row.get("end"), row["sentence"])]
    if isinstance(lead, dict):
        spans.append((lead["start"], lead["end"], lead.get("sentence") or lead.get("text")))
    spans.extend((other["start"], other["end"], other["sentence"]) for other in row.get("alt_spans") or ())
    return Gold(
        id=row["id"],
        file=file,
        cls=stance["class"],
        alternatives=alternatives,
        surface=stance["surface"],
        lemma=stance["lemma"],
        stance=_span(row.get("stance_start"), row.get("stance_end")),
        polarity=row["polarity"],
        polarities=frozenset(polarities),
        actor=row["actor"],
        actors=names | {compact(row["actor"])},
        chapter_sets=(
            chapters(_targets(row)),
            *(chapters(other) for other in row.get("alt_target_chapters") or ()),
        ),
        initiatives=initiatives(row.get("initiatives")),
        optional_initiatives=initiatives(row.get("initiatives_optional")),
        topics=frozenset(filter(None, map(compact, row.get("topics") or ()))),
        requests=_requests(row),
        restates=row.get("restates"),
        condition=row.get("condition"),
        says_condition="condition" in row,
        scope=row.get("target_scope"),
        direction=row.get("content_direction"),
        claims=_claims(row),
        agreements=_agreements(row),
        says_claim="agreement" in row,
        endorsed=initiatives(row["endorsed"]) if "endorsed" in row else None,
        explicit=bool(row["explicit"]),
        ambiguous=bool(row["ambiguous"]),
        places=tuple(Place(start, end, compact(text)) for start, end, text in spans),
        sentence=row["sentence"],
    )


def negative_from(row: Mapping[str, Any], *, hard_marked: bool) -> Negative:
    """hard_marked: whether the file marks some of its negatives as hard; then only those count."""
    hard = bool(row.get("hard"))
    return Negative(
        place=Place(row.get("start"), row.get("end"), compact(row.get("sentence"))),
        kind=str(row.get("kind") or ("hard negative" if hard else "negative")),
        counts=not (row.get("ignore") or row.get("debatable") or (hard_marked and not hard)),
        voice=row.get("voice"),
        cls=row.get("class") if row.get("voice") else None,
    )


def prediction_from(row: Mapping[str, Any], file: str, number: int) -> Prediction:
    """A line as `remissgraf extract` prints it, or flat (stance_class, surface, lemma beside the rest)."""
    nested = row.get("stance")
    stance: Mapping[str, Any] = nested if isinstance(nested, dict) else {}
    sentence = str(row.get("sentence") or row.get("sentence_raw") or row.get("text") or "")
    start, end = _span(row.get("start"), row.get("end")) or (None, None)
    if start is not None and end is not None and end <= start:
        start = end = None
    return Prediction(
        number=number,
        id=str(row.get("id") or ""),
        file=file,
        voice=str(row.get("voice") or OWN_VOICE[0]),
        place=Place(start, end, compact(sentence)),
        sentence=sentence,
        cls=str(row.get("stance_class") or row.get("class") or stance.get("class") or ""),
        polarity=polarity(row.get("polarity")),
        surface=str(row.get("surface") or stance.get("surface") or row.get("stance_surface") or ""),
        lemma=str(row.get("lemma") or stance.get("lemma") or ""),
        stance=_span(row.get("stance_start"), row.get("stance_end")),
        actor=compact(row.get("actor")),
        chapters=chapters(_targets(row)),
        initiatives=initiatives(row.get("initiatives")),
        topics=frozenset(filter(None, map(compact, row.get("topics") or ()))),
        requests=_requests(row),
        restates=row.get("restates"),
        condition=row.get("condition"),
        scope=row.get("target_scope"),
        direction=_direction(row),
        claims=_claims(row),
        agreements=_agreements(row),
        endorsed=initiatives(row.get("endorsed")),
        explicit=row.get("explicit"),
        confidence=_confidence(row.get("confidence")),
    )


def same_expression(prediction: Prediction, gold: Gold) -> bool:
    """Whether both rest on the same stance-bearing words: overlapping places, the same dictionary form, or words within the other's."""
    if prediction.stance and gold.stance:
        first, last = zip(prediction.stance, gold.stance, strict=True)
        if min(last) > max(first):
            return True
    if prediction.lemma and compact(prediction.lemma) == compact(gold.lemma):
        return True
    ours, theirs = words(prediction.surface), words(gold.surface)
    return bool(ours and theirs and (ours <= theirs or theirs <= ours))


def _targets(row: Mapping[str, Any]) -> object:
    several = row.get("target_chapters")
    return row.get("target_chapter") if several is None else several


def _requests(row: Mapping[str, Any]) -> frozenset[str]:
    """Names of actions: what extraction calls `action`, the annotation calls `class`."""
    found = [request.get("action") or request.get("class") for request in row.get("requests") or ()]
    return frozenset(map(str, filter(None, found)))


def _claims(row: Mapping[str, Any]) -> frozenset[str]:
    """The claim by its id or, where it is a text, by that."""
    claim = row.get("claim")
    return frozenset(
        filter(None, [str(claim.get("id") or "") if isinstance(claim, dict) else compact(claim)])
    )


def _agreements(row: Mapping[str, Any]) -> frozenset[bool]:
    agreement = row.get("agreement")
    return frozenset({agreement}) if isinstance(agreement, bool) else frozenset()


def _direction(row: Mapping[str, Any]) -> str:
    own = row.get("content_direction") or polarity(row.get("polarity"))
    return str(own) if own in _DIRECTIONS else "none"


def _confidence(value: object) -> float | None:
    """A number from 0 to 1; ValueError for another, None where none is told."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError(f"confidence {value!r} is no number from 0 to 1")
    return float(value)


def _span(start: object, end: object) -> tuple[int, int] | None:
    return (start, end) if isinstance(start, int) and isinstance(end, int) else None
