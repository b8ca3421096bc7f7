"""Which claim a statement takes part in, whether it agrees, and the direction of its content. All sentences are our own."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remissgraf.graph.extract import Context, extract
from remissgraf.graph.extract.grammar import load_grammar
from remissgraf.graph.extract.parts import StrategyParts
from remissgraf.graph.model import Document, Statement
from remissgraf.graph.readers import read_document
from remissgraf.graph.segment import outline
from remissgraf.ontology.entries import Topic, Vocabulary

STRATEGY = """\
# Badplan för Ekbacka

## 1 Bakgrund

Ekbacka har tre stränder och en gammal simhall. Många söker sig till vattnet.

## 2 Simhallen

En gemensam badvakt anställs för alla stränder. Badvakten ska finnas på plats hela sommaren.
Parterna vill också inrätta en bastuflotte och en simskola.

## 3 Stränderna

Grundregeln är att hundar hålls kopplade. Ett hundbad kan anläggas vid norra stranden. Rådet för badfrågor tar beslut.

## 4 Genomförande

Rådet för badfrågor följer planen. Simskolan betalas av kommunen och av föreningarna.
"""
TOPICS = (
    Topic("vattenkvalitet", "vattenkvalitet", aliases=("vattenkvaliteten", "water quality")),
    Topic("parkering", "parkering", aliases=("parkeringen", "parkeringsplatser")),
    Topic("trafik", "trafik", aliases=("trafiken",)),
    Topic("cykelparkering", "cykelparkering", broader="parkering", aliases=("cykelställ",)),
)


@pytest.fixture(scope="module")
def strategy(tmp_path_factory: pytest.TempPathFactory) -> Document:
    folder = tmp_path_factory.mktemp("plan")
    path = folder / "plan.md"
    path.write_text(STRATEGY, encoding="utf-8")
    return read_document(path, root=folder)


def statements(
    strategy: Document, folder: Path, text: str, heading: str | None = None, who: str = "Strömby kommun"
) -> tuple[Statement, ...]:
    path = folder / "svar.md"
    title = f"## {heading}\n\n" if heading else ""
    path.write_text(f"# Yttrande från {who}\n\n{title}{text}\n", encoding="utf-8")
    context = Context(Vocabulary(topics=TOPICS), outline(strategy), strategy=strategy)
    return extract(read_document(path, root=folder), context).statements


def claims(found: tuple[Statement, ...]) -> list[tuple[str | None, bool | None]]:
    return [(one.claim.id if one.claim else None, one.agreement) for one in found]


@pytest.mark.parametrize(
    ("text", "heading", "claim", "agreement"),
    [
        # The matter as such.
        ("Strömby kommun tillstyrker planen.", None, "strategy", True),
        ("Strömby kommun avstyrker planen.", None, "strategy", False),
        ("Strömby kommun tillstyrker avsnitt 3.", None, "chapter-3", True),
        ("Strömby kommun avstyrker förslaget.", "3 Stränderna", "chapter-3", False),
        ("Strömby kommun har inget att erinra mot planen.", None, None, None),
        ("Strömby kommun avstår från att yttra sig över planen.", None, None, None),
        # Things that the plan names.
        ("Strömby kommun tillstyrker förslaget om en gemensam badvakt.", None, "part-2-badvakt", True),
        ("Badvakten avstyrks.", "2 Simhallen", "part-2-badvakt", False),
        ("Strömby kommun ställer sig inte bakom hundbadet.", "3 Stränderna", "part-3-hundbad", False),
        ("Strömby kommun välkomnar att en bastuflotte inrättas.", "2 Simhallen", "part-2-bastuflotte", True),
        ("Vi anser att badvakten är en bra lösning.", "2 Simhallen", "part-2-badvakt", True),
        ("Vi anser att hundbadet är olämpligt.", "3 Stränderna", "part-3-hundbad", False),
        # Named in another chapter's section, named all over, too general, not named by the plan, or something of it only.
        ("Strömby kommun avstyrker hundbadet.", "2 Simhallen", None, None),
        ("Strömby kommun avstyrker rådet.", "4 Genomförande", None, None),
        ("Strömby kommun välkomnar vattenrutschbanan.", "2 Simhallen", None, None),
        ("Strömby kommun tillstyrker behovet av en badvakt.", "2 Simhallen", None, None),
        # Actions on topics.
        ("Strömby kommun saknar vattenkvalitet i planen.", None, "expand-vattenkvalitet", True),
        ("Strömby kommun föreslår att vattenkvaliteten lyfts fram.", None, "expand-vattenkvalitet", True),
        ("Strömby kommun anser att vattenkvaliteten bör stärkas.", None, "expand-vattenkvalitet", True),
        ("Strömby kommun anser att parkeringen inte bör utökas.", None, "expand-parkering", False),
        ("Strömby kommun föreslår att parkeringen stryks.", None, "expand-parkering", False),
        ("Strömby kommun föreslår att cykelparkeringen utreds.", None, "investigate-cykelparkering", True),
        ("Strömby kommun föreslår att hundbadet utreds.", "3 Stränderna", "investigate-3-hundbad", True),
        # Several topics, several actions, what is not of the topic itself.
        ("Strömby kommun föreslår att trafik och parkering samt vattenkvalitet.", None, None, None),
        ("Strömby kommun föreslår att uppgifter om parkering tas bort.", None, None, None),
        # Emphasis alone commits to nothing.
        ("Strömby kommun framhåller vikten av vattenkvalitet.", None, None, None),
        ("Strömby kommun noterar att badvakten är anställd.", "2 Simhallen", None, None),
    ],
)
def test_the_claim_of_a_statement(
    strategy: Document,
    tmp_path: Path,
    text: str,
    heading: str | None,
    claim: str | None,
    agreement: bool | None,
) -> None:
    found = claims(statements(strategy, tmp_path, text, heading))
    assert found == [(claim, agreement)] or (claim is None and not found)


def test_what_is_missing_and_what_should_be_added_are_one_claim(strategy: Document, tmp_path: Path) -> None:
    missing = statements(strategy, tmp_path, "Strömby kommun saknar vattenkvalitet i planen.")
    added = statements(
        strategy, tmp_path, "Byalaget anser att vattenkvaliteten bör ges större utrymme.", who="Byalaget"
    )
    assert missing[0].claim == added[0].claim
    assert missing[0].claim is not None
    assert missing[0].claim.label == "vattenkvalitet: ge större utrymme"


def test_two_who_emphasise_opposite_things_do_not_agree(strategy: Document, tmp_path: Path) -> None:
    for text in (
        "Strömby kommun framhåller att parkeringen är viktig för handeln.",
        "Strömby kommun framhåller att parkeringen är en plåga.",
    ):
        assert claims(statements(strategy, tmp_path, text)) == [(None, None)]


def test_a_sentence_with_two_stances_has_two_claims(strategy: Document, tmp_path: Path) -> None:
    text = "Strömby kommun tillstyrker avsnitt 2 men avstyrker avsnitt 3."
    assert claims(statements(strategy, tmp_path, text)) == [("chapter-2", True), ("chapter-3", False)]


def test_without_a_strategy_a_part_is_no_claim(strategy: Document, tmp_path: Path) -> None:
    path = tmp_path / "svar.md"
    path.write_text(
        "# Yttrande från Strömby kommun\n\nStrömby kommun avstyrker badvakten.\n", encoding="utf-8"
    )
    found = extract(read_document(path, root=tmp_path), Context(Vocabulary())).statements
    assert claims(found) == [(None, None)]


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Vi anser att det är bra.", "positive"),
        ("Vi anser att förslaget är väl avvägt.", "positive"),
        ("Vi anser att tidplanen inte är rimlig.", "negative"),
        ("Vi anser att ansvaret är otydligt.", "negative"),
        ("Kommunen konstaterar att regeln försvårar arbetet.", "negative"),
        ("Vi anser att avsikten är god men att underlaget är bristfälligt.", "mixed"),
        ("Vi anser att det inte bara är bra.", "positive"),
        ("Vi anser att skyltarna bör vara tydliga.", None),
        ("Vi anser att frågan om regeln är rimlig får besvaras senare.", None),
        ("Vi anser att kommunen ska stå för kostnaden.", None),
        ("Kommunen noterar att planen gäller i tio år.", None),
        ("Kommunen välkomnar att det är en bra plan.", None),
    ],
)
def test_the_direction_of_the_content(
    strategy: Document, tmp_path: Path, text: str, direction: str | None
) -> None:
    found = statements(strategy, tmp_path, text)
    assert [one.content_direction for one in found] == [direction]


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("We find that the timetable is not realistic.", "negative"),
        ("We believe that the new rule is valuable.", "positive"),
        ("We note that the plan should be clear.", None),
    ],
)
def test_the_direction_in_english(
    strategy: Document, tmp_path: Path, text: str, direction: str | None
) -> None:
    lines = (
        "We are a company and this is what we have to say to the region about the plan for the beaches.\n\n"
    )
    found = statements(strategy, tmp_path, lines + text, who="Nordic Floats Ltd")
    assert [one.content_direction for one in found] == [direction]


@given(word=st.text(max_size=30))
def test_any_word_may_be_looked_up(strategy: Document, word: str) -> None:
    chapters = outline(strategy)
    part = StrategyParts(strategy, chapters).find(word, load_grammar("sv"))
    assert part is None or part.chapter in chapters.by_label


def test_a_part_is_found_in_any_form_and_called_as_the_strategy_calls_it(strategy: Document) -> None:
    parts, grammar = StrategyParts(strategy, outline(strategy)), load_grammar("sv")
    assert parts.find("badvakten", grammar) == parts.find("Badvakt", grammar)
    part = parts.find("badvakten", grammar)
    assert part is not None
    assert (part.chapter, part.phrase) == ("2", "en gemensam badvakt")
    assert parts.related("2", ("2",))
    assert not parts.related("2", ("3",))
