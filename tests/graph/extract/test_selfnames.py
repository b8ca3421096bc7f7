"""What a text calls its respondent without saying so: two that must be taken for it, one that must not, for each way."""

from __future__ import annotations

import pytest

from remissgraf.graph.extract.grammar import load_grammar
from remissgraf.graph.extract.patterns import stance_lexicon
from remissgraf.graph.extract.selfnames import holders_of, self_names
from remissgraf.graph.readers import READERS
from remissgraf.graph.segment import assemble
from remissgraf.ontology.entries import Actor


def _named(text: str, actor: Actor, language: str = "sv") -> set[str]:
    document = assemble(READERS[".md"](text.encode()), identifier="x", path="x.md", suffix="md", sha256="")
    grammar = load_grammar(language)
    return set(self_names(holders_of(document, grammar, stance_lexicon(language)), actor, grammar))


def _says(name: str) -> str:
    return f"{name} instämmer i bedömningen. I denna del anser {name[0].lower() + name[1:]} att lagen är otydlig."


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Kustfiskarnas Riksförbund", "KRF"),
        ("Kungliga Sjöfartshögskolan", "KSH"),
        ("Magasinsägarna Sverige", "Magasinsägarna"),
        ("Rederiföretagen Norden", "Rederiföretagen"),
    ],
)
def test_a_short_form_that_holds_a_stance_is_the_respondent(name: str, word: str) -> None:
    assert _named(f"{word} anser att lagen är otydlig.", Actor("x", name, ())) == {word}


@pytest.mark.parametrize(
    ("name", "word"),
    [
        # Another body's letters, letters that the name has not, a word that many names begin with.
        ("Kustfiskarnas Riksförbund", "SKR"),
        ("Kungliga Sjöfartshögskolan", "KBS"),
        ("Svenska Rederier", "Svenska"),
    ],
)
def test_other_words_are_not(name: str, word: str) -> None:
    assert _named(f"{word} anser att lagen är otydlig.", Actor("x", name, ())) == set()


@pytest.mark.parametrize(
    ("actor", "noun"),
    [
        (Actor("x", "Svensk Kustfart", ()), "organisationen"),
        (Actor("x", "Fyrkontoret", ("StateAgency",)), "myndigheten"),
    ],
)
def test_a_kind_that_holds_stances_again_and_again_is_the_respondent(actor: Actor, noun: str) -> None:
    assert _named(_says(noun.capitalize()), actor) == {noun}
    assert _named(f"{noun.capitalize()} anser att lagen är otydlig.", actor) == set()


@pytest.mark.parametrize("noun", ["Kommunen", "Regeringen", "Utredningen"])
def test_a_noun_of_another_kind_is_not(noun: str) -> None:
    assert _named(_says(noun), Actor("x", "Fyrkontoret", ("StateAgency",))) == set()
