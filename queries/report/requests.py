"""Changes asked for, grouped by action and topic, with wordings that are nearly the same merged.

It knows what was said, not how a report tells it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from remissgraf.queries.report.model import Report, Said, Topic

__all__ = ["ActionGroup", "TopicGroup", "Wording", "group_requests", "merged"]

# Share of words in common (Jaccard) from which two sentences are one request.
SAME = 0.75
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Wording:
    """A request in the words of one statement, with all who make it in nearly the same words. actors: ids, first come first."""

    said: Said
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """topic: None where the statements name none."""

    topic: Topic | None
    actors: tuple[str, ...]
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class ActionGroup:
    action: str
    label: str
    topics: tuple[TopicGroup, ...]


def group_requests(
    report: Report, place: str, known: Callable[[Topic], bool] = lambda _: False
) -> tuple[ActionGroup, ...]:
    """The requests of a chapter ("" for none): actions by the number of respondents, then by name.

    A statement on several topics stands under the one that most of those who ask for the action name, so that it is told once.
    known: whether a topic says no more than the chapter's own heading, and so tells no request from another.
    """
    said_by: dict[str, list[Said]] = {}
    labels: dict[str, str] = {}
    for said in report.by_place.get(place, ()):
        for request in said.requests:
            labels[request.action] = request.label
            said_by.setdefault(request.action, []).append(said)
    groups = [
        ActionGroup(action, labels[action], _topics(statements, known))
        for action, statements in said_by.items()
    ]

    def order(group: ActionGroup) -> tuple[float, str]:
        count = report.request_counts.get((place, group.action))
        return (-count.number if count else 0.0, group.label)

    return tuple(sorted(groups, key=order))


def _topics(statements: Sequence[Said], known: Callable[[Topic], bool]) -> tuple[TopicGroup, ...]:
    speakers: dict[str, set[str]] = {}
    for said in statements:
        for topic in said.topics:
            speakers.setdefault(topic.id, set()).update(said.actors)
    chosen: dict[str, list[Said]] = {}
    topics: dict[str, Topic] = {}
    for said in statements:
        best = min(
            # Words of the responses that are only suggested as topics head no group.
            (topic for topic in said.topics if not (topic.candidate or known(topic))),
            key=lambda topic: (-len(speakers[topic.id]), topic.label),
            default=None,
        )
        key = best.id if best else ""
        if best:
            topics[key] = best
        chosen.setdefault(key, []).append(said)
    groups = [TopicGroup(topics.get(key), _actors(found), merged(found)) for key, found in chosen.items()]
    return tuple(
        sorted(
            groups,
            key=lambda group: (
                group.topic is None,
                -len(group.actors),
                group.topic.label if group.topic else "",
            ),
        )
    )


def merged(statements: Iterable[Said]) -> tuple[Wording, ...]:
    """Statements whose sentences share most of their words as one, those of most respondents first.

    Each is compared with the first statement of each wording, so that a chain of small differences does not merge what is different."""
    found: list[tuple[Said, Counter[str], list[Said]]] = []
    for said in statements:
        words = Counter(_WORD.findall(said.quote.reading.casefold()))
        for _, other, same in found:
            if _share(words, other) >= SAME:
                same.append(said)
                break
        else:
            found.append((said, words, [said]))
    wordings = [Wording(first, _actors(same)) for first, _, same in found]
    return tuple(sorted(wordings, key=lambda wording: -len(wording.actors)))


def _share(one: Counter[str], other: Counter[str]) -> float:
    small, large = sorted((one.total(), other.total()))
    # Sentences of very different lengths cannot reach the share, which spares the comparison.
    if not small or small < SAME * large:
        return 0.0
    common = (one & other).total()
    return common / (small + large - common)


def _actors(statements: Iterable[Said]) -> tuple[str, ...]:
    return tuple({actor: None for said in statements for actor in said.actors})
