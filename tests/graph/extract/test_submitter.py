"""Who has answered, with and without a list of actors."""

from __future__ import annotations

import pytest

from remissgraf.graph.extract.context import Context
from remissgraf.ontology.entries import Actor, Vocabulary

from .conftest import Found

BODY = "\n\n# Yttrande över remissen\n\n{}\n"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("**Tjärna kommun**\nDatum 2024-05-02\n\nTill Region Öst" + BODY.format("Kommunen avstyrker förslaget."), "Tjärna kommun"),
        ("Från: Föreningen Öppna Älvar\nDiarienummer: 12-2025\n\n# Svar\n\nFöreningen avstyrker planen.\n", "Föreningen Öppna Älvar"),
        ("# Remissvar från Fjällfonden\n\nVi tillstyrker förslaget.\n", "Fjällfonden"),
        ("# Yttrande\n\nSkogsägarnas riksförbund (SRF) avstyrker förslaget.\n\nSRF anser att lagen är bra.\n", "Skogsägarnas riksförbund"),
        ("# Svar\n\nRiksförbundet Goda Vatten har läst planen.\n\nGoda Vatten avstyrker den.\n", "Riksförbundet Goda Vatten"),
        ("# Svar\n\nI denna del anser Ekeby universitet att lagen är bra.\n\nUniversitetet avstyrker avgiften.\n", "Ekeby universitet"),
    ],
)  # fmt: skip
def test_the_name_is_found_without_any_list(found: Found, text: str, name: str) -> None:
    _, extraction = found(text)
    assert [actor.name for actor in extraction.facts.respondents] == [name]
    assert extraction.facts.respondents[0].scope == "document"
    assert extraction.statements


@pytest.mark.parametrize(
    ("head", "end", "name"),
    [
        ("Norra Ådalens linbanesällskap", "För Norra Ådalens linbanesällskap\nHandläggare: registrator", "Norra Ådalens linbanesällskap"),
        ("Gamla Broars Vänner", "För Gamla Broars Vänner\n\nKarin Alm", "Gamla Broars Vänner"),
        # Nobody signs for the first line: it may be another's.
        ("Norra Ådalens linbanesällskap", "Karin Alm", "Skolan i Vinön"),
    ],
)  # fmt: skip
def test_who_heads_and_signs_a_letter_sends_it_whatever_it_tells_of(
    found: Found, head: str, end: str, name: str
) -> None:
    told = "\n\n".join(f"Skolan i Vinön ser fram mot {n} elever." for n in range(2, 8))
    text = f"{head}\nDatum 2024-05-02\n\nTill Region Öst\n\n# Yttrande över planen\n\n{told}\n\nVi avstyrker planen.\n\n{end}\n"
    _, extraction = found(text)
    assert [actor.name for actor in extraction.facts.respondents] == [name]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Kustmuseets synpunkter på planen", "Kustmuseet"),
        ("Ekeby kommuns yttrande över förslag till avfallsplan", "Ekeby kommun"),
        ("Näringslivets yttrande över planen", "Näringslivet"),
        ("Remissvar: Kustmuseet", "Kustmuseet"),
        ("Yttrande över planen – Kustmuseet", "Kustmuseet"),
        ("Tingsrätten i Ekeby", "Tingsrätten i Ekeby"),
        ("Hembygdsförbundet i Norrdal svarar på remissen", "Hembygdsförbundet i Norrdal"),
        ("Svar från Hembygdsförbundet i Norrdal på remiss om kultur", "Hembygdsförbundet i Norrdal"),
        ("Svar från Gruppen Ekebys framtid", "Gruppen Ekebys framtid"),
    ],
)  # fmt: skip
def test_a_title_names_who_answers(found: Found, title: str, name: str) -> None:
    _, extraction = found(f"# {title}\n\nBadhuset i Mo är ett gott exempel. Vi saknar en tidplan.\n")
    assert [actor.name for actor in extraction.facts.respondents] == [name]


def test_a_listed_actor_wins_by_any_of_its_names(found: Found) -> None:
    actor = Actor("hav", "Statens havsråd", ("StateAgency",), aliases=("Havsrådet",), short=("SHR",))
    context = Context(Vocabulary(actors=(actor,)))
    _, extraction = found(
        "# Svar\n\nHavsrådet tillstyrker planen.\n\nSHR anser att den är bra.\n", context=context
    )
    assert extraction.facts.respondents == (actor,)
    assert [s.actor for s in extraction.statements] == ["hav", "hav"]


def test_the_addressee_is_not_the_submitter(found: Found) -> None:
    context = Context(
        Vocabulary(
            actors=(Actor("ost", "Region Öst", ("Region",)), Actor("tj", "Tjärna kommun", ("Municipality",)))
        )
    )
    text = "Tjärna kommun\n\nTill Region Öst\n\n# Yttrande\n\nTjärna kommun avstyrker planen.\n"
    _, extraction = found(text, context=context)
    assert [actor.id for actor in extraction.facts.respondents] == ["tj"]


def test_the_register_wins(found: Found) -> None:
    registered = Actor("reg", "Föreningen Bryggan", ("Association",), scope="workspace")
    context = Context(Vocabulary(), register_respondents=(registered,))
    _, extraction = found("# Remissvar från Någon Annan\n\nFöreningen avstyrker planen.\n", context=context)
    assert extraction.facts.respondents == (registered,)
    assert [s.stance.cls for s in extraction.statements] == ["Rejects"]


def test_names_that_the_text_defines_count(found: Found) -> None:
    text = "# Svar\n\nStiftelsen Anna Bergs minne (nedan Bergfonden) tillstyrker planen.\n\nBergfonden saknar dock en tidplan.\n"
    _, extraction = found(text)
    assert [s.stance.cls for s in extraction.statements] == ["Approves", "FindsMissing"]


def test_an_empty_body_still_has_a_respondent(found: Found) -> None:
    _, extraction = found("Tack.\n", name="okand.txt")
    assert len(extraction.facts.respondents) == 1
    assert extraction.statements == ()


def test_a_faculty_that_answers_for_its_university_is_the_university(found: Found) -> None:
    university = Actor("ekeby", "Ekeby universitet", ("HigherEducationInstitution",))
    text = (
        "**Ekeby universitet**  \nJuridiska fakulteten\n\nDatum: 2025-03-03  \nDnr: EU 2025/12\n\nTill Justitiedepartementet\n\n"
        "# Remissvar: Betänkandet Nya regler\n\nFakulteten tillstyrker förslaget.\n\nFör fakultetsstyrelsen\n"
    )
    _, extraction = found(text, context=Context(Vocabulary(actors=(university,))))
    assert extraction.facts.respondents == (university,)
    assert [statement.stance.cls for statement in extraction.statements] == ["Approves"]


def test_the_addressee_in_the_letterhead_is_not_the_respondent(found: Found) -> None:
    letter = "Ekeby universitet\n\nDatum: 2025-03-03\n\nTill Länsstyrelsen i Öst\n\n"
    text = "Yttrande över planen\n\nLänsstyrelsen föreslår en ny väg. Universitetet avstyrker vägen.\n"
    _, extraction = found(letter + text, name="svar.txt")
    assert [statement.stance.cls for statement in extraction.statements] == ["Rejects"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Västra Tjärna kommun byalag", "Västra Tjärna kommun byalag"),
        ("Tjärna kommun hembygdsförening", "Tjärna kommun hembygdsförening"),
        ("Kulturförvaltningen Tjärna kommun", "Tjärna kommun"),
    ],
)
def test_a_known_name_within_another_bodys_name_is_not_the_respondent(
    found: Found, line: str, name: str
) -> None:
    context = Context(Vocabulary(actors=(Actor("tj", "Tjärna kommun", ("Municipality",)),)))
    _, extraction = found(f"{line}\n\n2025-03-03\n\n# Yttrande\n\nVi avstyrker planen.\n", context=context)
    assert [actor.name for actor in extraction.facts.respondents] == [name]
