"""A response and a strategy of which every field is the same words, for tests of what must stay inert."""

from __future__ import annotations

from remissgraf.graph.model import Block, Reading, Run
from remissgraf.queries.view.readings import ChapterText, ResponseText, StrategyText, Utterance
from remissgraf.queries.view.shown import Mark, shown_blocks

__all__ = ["hostile_response", "hostile_strategy"]

STRATEGY = "https://example.org/strategy/c"


def _block(text: str, kind: str = "paragraph") -> Block:
    return Block(kind, 0, len(text), Reading(text, (Run(0, 0, len(text)),)), text, level=1)  # type: ignore[arg-type]  # a kind of the model


def hostile_response(words: str) -> ResponseText:
    """Three utterances in one sentence, of which the second repeats the first and the third is another's."""
    utterances = tuple(
        Utterance(
            iri=f"https://example.org/response/c/x/statement/{words}{number}",
            voice=voice,
            counted=number == 0,
            actors=(words, words),
            stance_class=stance,
            stance_label=words,
            start=0,
            end=len(words),
            page=1,
            confidence=0.5,
            quote=words,
            language=words,
            details={
                "target": ((STRATEGY, words),),
                "topic": ((words, words),),
                "condition": ((words, words),),
                "claim": ((words, words),),
                "agreement": (("true", "true"),),
            }
            | (
                {"restates": ((f"https://example.org/response/c/x/statement/{words}0", words),)}
                if number == 1
                else {}
            ),
        )
        for number, (voice, stance) in enumerate(
            (("statement", "Approves"), ("statement", "Rejects"), ("dissent", "Rejects"))
        )
    )
    marks = [Mark(0, len(words), (0, 5)), Mark(2, len(words)), Mark(3, 9)]
    blocks = [_block(words), _block(words, "heading"), _block(words, "item"), _block(words, "quote")]
    return ResponseText(
        iri=words,
        consultation=words,
        actor=words,
        source=words,
        date=words,
        language=words,
        blocks=shown_blocks(blocks[:1], words, marks) + shown_blocks(blocks[1:], words),
        utterances=utterances,
        changed=True,
    )


def hostile_strategy(words: str) -> StrategyText:
    blocks = shown_blocks([_block(words), _block(words, "item")], words)
    return StrategyText(
        iri=STRATEGY,
        consultation=words,
        title=words,
        source=words,
        language=words,
        opening=blocks,
        chapters=(ChapterText("https://example.org/chapter/1", words, 0, blocks),),
    )
