"""The palette covers every stance, and stances stay apart without colour."""

from __future__ import annotations

from remissgraf.graph.model import POLARITY, STANCE_CLASSES
from remissgraf.queries.networks.palette import looks, polarity_looks


def test_every_stance_class_has_a_look_of_its_polarity() -> None:
    assert {name: look.polarity for name, look in looks().items()} == dict(POLARITY)


def test_no_two_classes_have_the_same_line() -> None:
    assert len({look.dash for look in looks().values()}) == len(STANCE_CLASSES)


def test_no_two_classes_have_the_same_colour_on_either_ground() -> None:
    for ground in ("light", "dark"):
        assert len({getattr(look, ground) for look in looks().values()}) == len(STANCE_CLASSES)


def test_the_line_alone_tells_the_polarity() -> None:
    for name, look in looks().items():
        drawn = sum(look.dash[::2]) / sum(look.dash) if look.dash else 1.0
        longest = look.dash[0] if look.dash else float("inf")
        kind = "positive" if drawn > 0.8 else "negative" if longest >= 6 else "neutral"
        assert kind == look.polarity, name


def test_polarities_have_different_signs() -> None:
    assert set(polarity_looks()) == set(POLARITY.values())
    assert len({look.sign for look in polarity_looks().values()}) == 3
