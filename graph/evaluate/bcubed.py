"""B-cubed precision and recall of labels, where each item may have several and the two sides name them differently.

Extended B-cubed: Amigó, Gonzalo, Artiles and Verdejo, "A comparison of extrinsic clustering evaluation metrics based on formal
constraints", Information Retrieval 12 (2009), 461–486, section 5. Knows no statements.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

__all__ = ["bcubed"]

Labels = frozenset[str]


def bcubed(items: Sequence[tuple[Labels, Labels]]) -> tuple[float | None, float | None]:
    """(precision, recall) for items with (predicted, annotated) labels; None where no item has a label on that side.

    For an item, over all items that share a predicted label with it (itself included): min(predicted labels shared, annotated labels
    shared) ÷ predicted labels shared. Precision is the mean over the items that have a predicted label; recall the same the other way.

    >>> a, b = frozenset("a"), frozenset("b")
    >>> bcubed([(a, a), (a, b)])
    (0.5, 1.0)
    """
    return _mean(items), _mean([(gold, predicted) for predicted, gold in items])


def _mean(items: Iterable[tuple[Labels, Labels]]) -> float | None:
    # Items with equal labels on both sides fare alike: each kind is worked out once.
    kinds = Counter(items)
    holders: dict[str, list[tuple[Labels, Labels]]] = {}
    for kind in kinds:
        for label in kind[0]:
            holders.setdefault(label, []).append(kind)
    total, labelled = 0.0, 0
    for (own, other), number in kinds.items():
        if not own:
            continue
        near = {kind: None for label in sorted(own) for kind in holders[label]}
        weight = sum(kinds[kind] for kind in near)
        score = sum(
            kinds[kind] * min(len(own & kind[0]), len(other & kind[1])) / len(own & kind[0]) for kind in near
        )
        total += number * score / weight
        labelled += number
    return total / labelled if labelled else None
