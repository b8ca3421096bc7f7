"""What a statement asks for: verbs and nouns in what it says, and not in the clauses beside it."""

from __future__ import annotations

import pytest

from .conftest import Found


@pytest.mark.parametrize(
    ("sentence", "actions"),
    [
        ("Vi uppmanar regionen att se över taxan.", {"Investigate"}),
        ("Vi uppmanar regionen att snarast publicera siffrorna.", {"MakeVisible"}),
        ("Vi föreslår att staten finansierar bron.", {"Support"}),
        ("Vi begär att kartorna kompletteras innan planen revideras.", {"Expand"}),
        ("Vi föreslår att avsnittet stryks för att undvika oklarhet.", {"Remove"}),
        ("Vi efterlyser tydligare regler.", {"Clarify"}),
        ("Vi föreslår ett möte där frågan kan utredas.", {"Develop"}),
        ("Vi välkomnar att staten finansierar bron.", set()),
        # Verbs that no stance has, in the passive and as a demand.
        ("Seglarna bör bjudas in till samråden.", {"Broaden"}),
        ("Vi begär att kartan bifogas.", {"Expand"}),
        ("Kartan bifogades i fjol.", set()),
        ("Muddringen bör ha inletts.", {"Develop"}),
        (
            "Bryggan kräver att kommunen\n\n- drar tillbaka förbudet mot ankring,\n- bygger ut gästhamnen.",
            {"Remove", "Expand"},
        ),
        # Nouns that imply what is asked for, where no verb says it.
        ("Vi önskar tre platser i hamnrådet.", {"Broaden"}),
        ("Vi begär ett eget kapitel om fritidsbåtar.", {"Expand"}),
        ("Vi föreslår en känslighetsanalys.", {"Investigate"}),
        ("Kapitlet om båtar är bra.", set()),
        # The general action, where a statement asks and nothing says for what.
        ("Vi förordar en trappa i tre steg.", {"Develop"}),
        ("En fast taxa vore bättre.", {"Develop"}),
        ("Vi anser att bron bör målas gul.", {"Develop"}),
        ("Vi anser att bron är gul.", set()),
        ("Muddret får inte hamna i viken.", set()),
        # What somebody does, and what is asked about, is not what is asked for.
        ("Slussen bör stängas för båtar som används i tävlingar.", {"Develop"}),
        ("Det bör klargöras hur ägarna ska kompenseras.", {"Clarify"}),
        ("Vi delar bedömningen att hamnen bör byggas ut.", set()),
    ],
)
def test_what_a_sentence_asks_for(found: Found, sentence: str, actions: set[str]) -> None:
    _, extraction = found(f"# Remissvar från Föreningen Bryggan\n\n{sentence}\n")
    assert {one.action for s in extraction.statements for one in s.requests} == actions


@pytest.mark.parametrize(
    ("sentence", "actions"),
    [
        ("The fee should be abolished.", {"Remove"}),
        ("We recommend that sailors be consulted.", {"Broaden"}),
        ("The fee was abolished in May.", set()),
        ("We call for an independent study of the silt.", {"Investigate"}),
        ("We would like to see two seats for sailors.", {"Broaden"}),
        ("We thank the board for the study.", set()),
    ],
)
def test_what_an_english_sentence_asks_for(found: Found, sentence: str, actions: set[str]) -> None:
    text = f"# Response from the Harbour Society\n\nThe society was founded in 1921 and keeps the boats of its members.\n\n{sentence}\n"
    _, extraction = found(text)
    assert {one.action for s in extraction.statements for one in s.requests} == actions


def test_an_action_that_only_the_form_implies_makes_no_claim(found: Found) -> None:
    _, extraction = found("# Remissvar från Föreningen Bryggan\n\nVi förordar en trappa i tre steg.\n")
    (statement,) = extraction.statements
    assert [(one.action, one.lemma) for one in statement.requests] == [("Develop", "utveckla")]
    assert statement.claim is None
