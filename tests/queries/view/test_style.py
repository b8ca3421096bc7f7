"""Contrast of the colours on the pages (WCAG 2.1: 4.5:1 for text, 3:1 for graphics), and that both languages are complete."""

from __future__ import annotations

import re

import pytest

from remissgraf.errors import ExportError
from remissgraf.queries.networks.palette import looks, polarity_looks
from remissgraf.queries.view.assets import categories, text, words

THEMES = dict(zip(("light", "dark"), re.findall(r":root[^{]*\{([^}]*)\}", text("page.css")), strict=False))


def properties(theme: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", THEMES[theme]))


def luminance(colour: str) -> float:
    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(part) for part in bytes.fromhex(colour.removeprefix("#")))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lower, upper = sorted((luminance(one), luminance(other)))
    return (upper + 0.05) / (lower + 0.05)


def test_contrast_is_computed_as_defined() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_is_readable_on_every_ground(theme: str) -> None:
    colours = properties(theme)
    for ground in ("ground", "surface", "raised", "marked"):
        for ink in ("ink", "soft", "accent", "positive", "neutral", "negative"):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    assert contrast(colours["on-accent"], colours["accent"]) >= 4.5
    assert contrast(colours["control"], colours["ground"]) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_lines_are_visible_on_every_ground(theme: str) -> None:
    colours = properties(theme)
    for ground in ("ground", "surface", "raised"):
        for name, look in looks().items():
            assert contrast(getattr(look, theme), colours[ground]) >= 3, (name, ground)
        for polarity, polarity_look in polarity_looks().items():
            assert contrast(getattr(polarity_look, theme), colours[ground]) >= 3, (polarity, ground)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_lines_are_visible_as_they_are_painted(theme: str) -> None:
    found = re.search(r"const OVERVIEW_LINE = ([\d.]+);", text("network/canvas.js"))
    assert found is not None
    share, ground = float(found[1]), properties(theme)["ground"]
    for look in (*looks().values(), *polarity_looks().values()):
        parts = zip(*(bytes.fromhex(colour[1:]) for colour in (getattr(look, theme), ground)), strict=True)
        painted = bytes(round(share * line + (1 - share) * under) for line, under in parts)
        assert contrast(f"#{painted.hex()}", ground) >= 3, look


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_kinds_of_actors_are_visible_and_told_apart_by_form(theme: str) -> None:
    found = categories()
    entries = [*found["categories"], found["other_category"]]
    for entry in entries:
        assert contrast(entry[theme], properties(theme)["ground"]) >= 3, entry
    assert len({entry["shape"] for entry in found["categories"]}) == len(found["categories"])
    assert "square" not in {entry["shape"] for entry in entries}  # that of chapters


def test_both_languages_have_the_same_words_with_the_same_blanks() -> None:
    swedish, english = words("sv"), words("en")
    assert set(swedish) == set(english)
    for key in swedish:
        assert sorted(re.findall(r"\{\w+\}", swedish[key])) == sorted(re.findall(r"\{\w+\}", english[key])), (
            key
        )
        assert swedish[key].strip()


def test_another_language_is_refused_by_name() -> None:
    with pytest.raises(ExportError, match="sv, en") as caught:
        words("fi")
    assert caught.value.code == "export.language"
