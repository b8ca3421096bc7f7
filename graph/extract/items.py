"""Verdicts that a heading or a lead-in gives to the list items below it, and questions that an answer stands under.

Knows blocks and their leads; the stance itself is found by the sentence rules.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from remissgraf.graph.extract.duties import bare_request
from remissgraf.graph.extract.finding import Finding, concepts
from remissgraf.graph.extract.mentions import NameIndex
from remissgraf.graph.extract.patterns import Lexicon, action_lexicon
from remissgraf.graph.extract.qualify import condition_in
from remissgraf.graph.extract.stance import held_stances
from remissgraf.graph.extract.view import View
from remissgraf.graph.model import Block, Document

__all__ = ["Lead", "Leads", "carried"]

_LONGEST_OPENING: Final = 5
_LONGEST_LEAD: Final = 2500


@dataclass(frozen=True, slots=True)
class Lead:
    """What introduces a block. finding: the verdict it carries over, if any; question: whether it asks."""

    block: Block
    view: View
    finding: Finding | None
    question: bool


class Leads:
    """The leads of one document, read once each."""

    def __init__(self, document: Document, names: NameIndex, lexicon: Lexicon) -> None:
        self._document = document
        self._names = names
        self._lexicon = lexicon
        self._known: dict[int, Lead] = {}
        self.introducing = frozenset(
            block.lead for block in document.blocks if block.kind == "item" and block.lead is not None
        )

    def of(self, block: Block) -> Lead | None:
        """The lead of a block, or None."""
        if block.lead is None:
            return None
        if block.lead not in self._known:
            self._known[block.lead] = self._read(self._document.blocks[block.lead])
        return self._known[block.lead]

    def is_lead_in(self, index: int, view: View, finding: Finding) -> bool:
        """Whether a finding in block `index` only opens the items below: nothing but "att", "följande" or ":" follows it to the end of
        the block."""
        if index not in self.introducing or not _is_open(view, finding):
            return False
        return self._document.blocks[index].reading.text.rstrip().endswith(view.text.rstrip())

    def _read(self, block: Block) -> Lead:
        # What introduces items is short; of a longer block nothing is asked but its words.
        view = View.of(block.reading.text[:_LONGEST_LEAD], self._names)
        if len(block.reading.text) > _LONGEST_LEAD:
            return Lead(block, view, None, False)
        found = held_stances(view, self._lexicon)
        finding = found[-1] if found and _is_open(view, found[-1]) else None
        if not found:
            # "Följande bör övervägas:" asks for its items.
            asked = bare_request(view, set(), (), action_lexicon(view.grammar.language))
            finding = asked if asked is not None and not _rest(view, asked) else None
        return Lead(block, view, finding, view.asks)


def _is_open(view: View, finding: Finding) -> bool:
    """Whether nothing of substance follows the verdict: "Vi föreslår att", "X avstyrker", "tillstyrker följande förslag:"."""
    words = [token for token in view.tokens[finding.last + 1 :] if token.is_word]
    short = view.tokens[-1].text == ":" and len(words) <= _LONGEST_OPENING
    return short or _opens_clause(view, finding) or not _rest(view, finding)


def _opens_clause(view: View, finding: Finding) -> bool:
    """ "Vi kräver att regionen": a clause begins whose verbs stand in the items."""
    words = view.lowers[finding.last :]
    complementisers = view.grammar["words.complementisers"]
    opener = next((at for at in (0, 1) if words[at : at + 1] and words[at] in complementisers), None)
    if opener is None or len(words) > _LONGEST_OPENING or not view.tokens[-1].is_word:
        return False
    modals = view.grammar.any_of("modals.deontic", "modals.ordering")
    return not any(view.grammar.is_finite(word) and word not in modals for word in words[opener:])


def _rest(view: View, finding: Finding) -> list[str]:
    """The words of substance after a verdict: no "att", no "följande", no adverb, no name of the respondent."""
    openers = (
        view.grammar["summary.verbs_of_listing"]
        | view.grammar["words.complementisers"]
        | view.grammar["words.adverbs"]
    )
    return [
        token.lower
        for at, token in enumerate(view.tokens)
        if at > finding.last and token.is_word and token.lower not in openers and at not in view.named
    ]


def carried(view: View, finding: Finding) -> Finding:
    """The lead's stance as it holds for an item, with the item's own condition, else the lead's."""
    own = condition_in(view, 0, -1)
    condition = own or finding.condition
    slug = finding.concept
    qualified = concepts()[slug].when_qualified
    if own is not None and qualified is not None and concepts()[slug].cls == "Approves":
        slug = qualified
    return replace(finding, concept=slug, cls=concepts()[slug].cls, condition=condition, cues=("item",))
