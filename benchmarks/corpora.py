"""Made-up consultations of any size, as workspaces: a strategy, its topics, and responses in the formats that authorities send.

python benchmarks/corpora.py FOLDER --responses 2000 [--pdf 1.0] [--docx 0] [--txt 0] [--campaigns 0.1] [--seed 1]

The words are in corpora.toml. Senders are the actors of the bundled gazetteers and, beyond them, made-up associations. A response
depends on the seed and its own number alone, so that a corpus of 500 is the beginning of one of 2,000, byte for byte. Texts are made
here, files in corpora_files.py.
"""

from __future__ import annotations

import argparse
import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from corpora_files import write_docx, write_pdf, write_text

from remissgraf.atomic import write_atomic
from remissgraf.ontology.gazetteers import load_gazetteers
from remissgraf.ontology.namespaces import slug

__all__ = ["Letter", "Plan", "letter", "write_corpus", "write_response"]

_FORMS = {"pdf": write_pdf, "docx": write_docx, "txt": write_text, "md": write_text}
# Sentences of facts for each statement: with them, twelve statements fill three pages.
_FACTS_A_STATEMENT = 5


@dataclass(frozen=True, slots=True)
class Plan:
    """What a corpus is made of. pdf, docx, txt: shares (0–1) of the responses in each format, the rest Markdown.
    statements: about how many a response holds. campaigns: share of the responses that send one of three shared texts."""

    responses: int
    seed: int = 1
    pdf: float = 1.0
    docx: float = 0.0
    txt: float = 0.0
    statements: int = 14
    campaigns: float = 0.0


@dataclass(frozen=True, slots=True)
class Letter:
    """One response as text. head: lines of the letterhead. body: (heading, paragraphs). signature: lines."""

    sender: str
    head: tuple[str, ...]
    title: str
    body: tuple[tuple[str, tuple[str, ...]], ...]
    signature: tuple[str, ...]


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@cache
def senders() -> tuple[str, ...]:
    """All senders there can be, in order: the gazetteers' actors, then associations of every municipality, no two alike."""
    actors = load_gazetteers().actors
    places = [actor.name for actor in actors if "Municipality" in actor.classes]
    # The municipality's own name stands in the genitive already, as in "Ljusdals kommun".
    made = (
        f"{direction}{place.removesuffix(' kommun')} {kind}"
        for kind, direction, place in product(_words()["kinds"], _words()["directions"], places)
    )
    return tuple(dict.fromkeys([*(actor.name for actor in actors), *made]))


def letter(plan: Plan, number: int) -> Letter:
    """The response of that number (from 0), as text."""
    words, known = _words(), senders()
    # One stream of chance a response: equal seeds and numbers give equal letters, whatever the size of the corpus.
    chance = random.Random(f"{plan.seed}/{number}")
    sender = known[(number * 7919 + plan.seed) % len(known)]
    name = next(name for ending, name in words["self"].items() if sender.casefold().endswith(ending))
    place = chance.choice(words["places"])

    def fill(template: str, chance: random.Random = chance) -> str:
        return template.format(
            A=sender,
            a=name,
            C=chance.randint(1, len(words["chapters"])),
            T=chance.choice(words["topics"]),
            S=chance.choice(known[:700]),
            P=place,
            N=chance.randint(4, 90),
        )

    if chance.random() < plan.campaigns:
        # The same words for all who send this text; only names differ, and some add a line of their own.
        shared = random.Random(f"{plan.seed}/campaign/{chance.randrange(3)}")
        paragraphs = [fill(sentence, shared) for sentence in words["campaign"]]
        if chance.random() < 0.5:
            paragraphs.append(fill(chance.choice(words["facts"])))
        body = [("", tuple(paragraphs))]
    else:
        body = list(_sections(plan, chance, fill))
    return Letter(
        sender=sender,
        head=(
            sender,
            f"Datum {2020 + chance.randrange(6)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            f"Dnr {chance.randint(100, 9999)}/{2020 + chance.randrange(6)}",
            f"Till {words['issuer']}",
        ),
        title=f"Yttrande över {words['title'].lower()}",
        body=tuple(body),
        signature=("För " + sender, "Handläggare: registrator"),
    )


def _sections(plan: Plan, chance: random.Random, fill: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    words = _words()
    left = max(1, round(chance.gauss(plan.statements, plan.statements / 6)))
    number = 0
    while left > 0:
        number += 1
        said = min(left, chance.randint(2, 5))
        left -= said
        paragraphs = []
        for _ in range(said):
            sentences = [fill(chance.choice(words["stances"]))]
            for _ in range(_FACTS_A_STATEMENT):
                fact = fill(chance.choice(words["facts"]))
                aside = chance.random() < 0.3
                sentences.append(f"{fact[:-1]}, {chance.choice(words['asides'])}." if aside else fact)
            paragraphs.append(" ".join(sentences))
        yield f"{number} {chance.choice(words['chapters'])}", tuple(paragraphs)


def write_response(folder: Path, plan: Plan, number: int) -> Path:
    """Write the response of that number into the folder and say where."""
    shares = random.Random(f"{plan.seed}/format/{number}").random()
    form = "md"
    for name, share in (("pdf", plan.pdf), ("docx", plan.docx), ("txt", plan.txt)):
        if shares < share:
            form = name
            break
        shares -= share
    text = letter(plan, number)
    path = folder / f"{number:05}_{slug(text.sender)[:60]}.{form}"
    _FORMS[form](path, text.head, text.title, text.body, text.signature)
    return path


def write_corpus(folder: Path, plan: Plan) -> int:
    """Write a workspace of the plan's size, or add what is missing to one of a smaller size; the number of files written."""
    words = _words()
    responses = folder / "responses"
    responses.mkdir(parents=True, exist_ok=True)
    chapters = "\n\n".join(
        f"## {number} {title}\n\nKapitlet handlar om {title.lower()}."
        for number, title in enumerate(words["chapters"], 1)
    )
    topics = "\n".join(f"{slug(topic)},{topic},,," for topic in words["topics"])
    config = (
        '[workspace]\nbase = "https://example.org/benchmark/"\ntopics = "topics.csv"\n\n'
        f'[[consultation]]\nid = "b"\ntitle = "{words["title"]}"\nstrategy = "strategy.md"\nresponses = "responses"\n\n'
        f'[[consultation.issuer]]\nname = "{words["issuer"]}"\n'
    )
    for name, text in (
        ("strategy.md", f"# {words['title']}\n\n{chapters}\n"),
        ("topics.csv", f"id,label_sv,label_en,broader,aliases\n{topics}\n"),
        ("remissgraf.toml", config),
    ):
        write_atomic(folder / name, text.encode("utf-8"))
    there = {path.name[:5] for path in responses.iterdir()}
    missing = [number for number in range(plan.responses) if f"{number:05}" not in there]
    for number in missing:
        write_response(responses, plan, number)
    return len(missing)


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a made-up consultation as a workspace.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--responses", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--statements", type=int, default=14)
    for name, usual in (("pdf", 1.0), ("docx", 0.0), ("txt", 0.0), ("campaigns", 0.0)):
        parser.add_argument(f"--{name}", type=float, default=usual, help=f"share, usually {usual}")
    given = parser.parse_args()
    plan = Plan(
        given.responses, given.seed, given.pdf, given.docx, given.txt, given.statements, given.campaigns
    )
    print(f"{write_corpus(given.folder, plan)} responses written to {given.folder}")


if __name__ == "__main__":
    main()
