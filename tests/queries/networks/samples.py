"""Rows as the query network-actor-chapter gives them, made up for tests of networks and pages."""

from __future__ import annotations

from remissgraf.graph.model import POLARITY, STANCE_CLASSES
from remissgraf.queries.networks.incidence import COLUMNS

__all__ = ["CHAPTERS", "STANCE_WORDS", "consultation_rows", "large_rows", "row"]

STANCE_WORDS = {
    "Approves": "tillstyrker",
    "ApprovesInPrinciple": "tillstyrker i huvudsak",
    "NoObjection": "har inget att invända",
    "Rejects": "avstyrker",
    "Abstains": "avstår",
    "Welcomes": "välkomnar",
    "Concurs": "instämmer",
    "FindsMissing": "saknar",
    "Questions": "ifrågasätter",
    "Proposes": "föreslår",
    "Holds": "anser",
    "Emphasises": "betonar",
    "Observes": "konstaterar",
}
ACTORS = (
    ("Åsbro kommun", "Kommun"),
    ("Region Östmark", "Region"),
    ("Älvdals högskola", "Lärosäte"),
    ("Föreningen Friska Ögon", "Förening"),
    ("Södra Vätterns Bioteknik AB", "Företag"),
    ("Myndigheten för provtagning", "Statlig myndighet"),
    ("Nätverket för medborgarforskning i Norrälven", "Förening"),
    ("Stiftelsen Gåsörts minne", "Stiftelse"),
    ("Bäckviks kommun", "Kommun"),
    ("Fågelmarks teknikpark AB", "Företag"),
    ("Fackförbundet Mätteknik", "Förening"),
    ("Lillåns Sparbank", "Företag"),
)
CHAPTERS = (
    "",
    "1 Bakgrund",
    "1.1 Varför en plan behövs",
    "1.2 Vad planen omfattar och hur den förhåller sig till det arbete som redan pågår i länen",
    "2 Inriktning",
    "A. Forskning nära vården",
    "B. Synlighet och tillgänglighet",
    "C. Beredskap",
    "D. Kompetens för framtiden",
    "E. Gemensamma laboratorier",
    "3 Omvärlden",
    "3.1 Landet",
    "3.2 Unionen",
    "3.10 Grannländerna",
    "4 Genomförande",
    "4.1 Uppföljning",
)


def row(**given: str) -> dict[str, str]:
    """A valid row: what is not given is filled in; stance_label and polarity follow the class."""
    stance = given.get("stance_class", "Approves")
    filled = {
        "actor": "https://example.org/actor/a",
        "actor_label": "Åsbro kommun",
        "actor_type": "Kommun",
        "chapter": "https://example.org/chapter/1",
        "chapter_label": "1 Bakgrund",
        "stance_class": stance,
        "stance_label": STANCE_WORDS.get(stance, stance),
        "polarity": POLARITY.get(stance, "neutral"),
        "statement": "https://example.org/statement/1",
        "quote": "Kommunen tillstyrker förslaget.",
        "confidence": "0.9",
        "response": "https://example.org/response/1",
        "source": "responses/asbro.md",
        "start": "10",
        "end": "41",
        "page": "",
    }
    return dict.fromkeys(COLUMNS, "") | filled | given


def consultation_rows() -> list[dict[str, str]]:
    """Twelve actors and sixteen targets, the whole strategy among them; some ties have several stances or several statements."""
    rows = []
    for actor, (name, kind) in enumerate(ACTORS):
        for chapter, title in enumerate(CHAPTERS):
            for turn in range((actor * 5 + chapter * 3) % 7 % 4):
                stance = STANCE_CLASSES[(actor + 2 * chapter + 5 * (turn % 2)) % len(STANCE_CLASSES)]
                number = f"{actor}-{chapter}-{turn}"
                rows.append(
                    row(
                        actor=f"https://example.org/actor/{actor}",
                        actor_label=name,
                        actor_type=kind,
                        chapter=f"https://example.org/chapter/{chapter}" if title else "",
                        chapter_label=title or "Plan för hälsa i två län",
                        chapter_order=str(chapter),
                        stance_class=stance,
                        statement=f"https://example.org/statement/{number}",
                        quote=f"{name} {STANCE_WORDS[stance]} det som sägs i mening {number}.",
                        quote_language="sv",
                        source=f"responses/{actor:02}.pdf" if actor % 3 == 0 else f"responses/{actor:02}.md",
                        start=str(100 * chapter),
                        end=str(100 * chapter + 60),
                        page=str(1 + chapter // 4) if actor % 3 == 0 else "",
                    )
                )
    return rows


def large_rows(actors: int = 300, chapters: int = 20, ties: int = 2000) -> list[dict[str, str]]:
    """A consultation as large as they come. Steps that share no factor with the sizes spread the ties evenly."""
    return [
        row(
            actor=f"https://example.org/actor/{number * 7 % actors}",
            actor_label=f"Aktör nummer {number * 7 % actors} i Östra länet",
            actor_type=("Kommun", "Region", "Företag", "Förening")[number * 7 % actors % 4],
            chapter=f"https://example.org/chapter/{number * 3 % chapters}",
            chapter_label=f"{number * 3 % chapters + 1} Avsnitt om samverkan",
            stance_class=STANCE_CLASSES[number * 11 // 3 % len(STANCE_CLASSES)],
            statement=f"https://example.org/statement/{number}",
            quote=f"Mening nummer {number} i svaret.",
        )
        for number in range(ties)
    ]
