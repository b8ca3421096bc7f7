"""How fast statements are found in ordinary text, and how time grows on hostile text. Last line: the ratio to a plain keyword search.

python benchmarks/extraction.py [--megabytes 0.5] [--hostile 0.2] [--runs 3]

Measured is the way from bytes in memory to statements (decoding, layout, segmenting, extraction; no PDF, no files), in CPU seconds of this
process, the least of the runs. The matchers and the gazetteers are made once, before. Ordinary text is made by chance, from a fixed seed,
of the sentences in extraction.toml, so that few are alike; and the responses of the bundled example, which are short. The keyword search
looks up every Swedish stance label as it stands in every sentence: it is given the sentences, and knows neither forms nor holders.
"""

from __future__ import annotations

import argparse
import gc
import random
import time
import tomllib
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from remissgraf.graph.extract import Context, extract
from remissgraf.graph.model import Document
from remissgraf.graph.readers import READERS
from remissgraf.graph.segment import assemble
from remissgraf.graph.workspace.workers import collect_seldom
from remissgraf.ontology.expressions import load_stances
from remissgraf.ontology.gazetteers import load_gazetteers

SEED = 20250314
DATA = Path(__file__).with_suffix(".toml")
EXAMPLE = files("remissgraf.examples") / "lifescience" / "responses"
LINE = "kommunen anser att regionens förslag om samverkan mellan vård och omsorg bör utredas vidare innan beslut fattas "

# Each makes a text of about so many characters.
HOSTILE: dict[str, Callable[[int], str]] = {
    "a line without a stop": lambda n: _filled(LINE, n),
    "nested brackets": lambda n: f"Vi {'(' * (n // 2)}x{')' * (n // 2)} tillstyrker.",
    "only headings": lambda n: _filled("## Om vården\n\n", n),
    "only stance verbs": lambda n: _filled("tillstyrker avstyrker anser ", n),
    "only short verdicts": lambda n: _filled("Vi tillstyrker. Vi avstyrker. ", n),
    "only abbreviations": lambda n: _filled("t.ex. bl.a. m.m. dvs. ", n),
    "only bullets": lambda n: _filled("- vård\n", n),
    "one word": lambda n: "a" * n,
    "only quotation marks": lambda n: _filled("”vi” ", n),
    "many names": lambda n: _filled("Region Mälarbygden och Sundviks kommun avstyrker. ", n),
    "hyphens at line ends": lambda n: _filled("sam-\nverkan ", n),
    "a table of verdicts": lambda n: "|a|b|\n|-|-|\n" + _filled("| Vi avstyrker. | ja |\n", n),
    "a summary of its body": lambda n: "# Sammanfattning\n\n{0}\n\n# Vård\n\n{0}".format(
        _filled("Vi tillstyrker planen för vård. ", n // 2)
    ),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--megabytes", type=float, default=0.5, help="of ordinary text made by chance")
    parser.add_argument(
        "--hostile", type=float, default=0.2, help="megabytes of each hostile text, then twice so many"
    )
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    context = Context(vocabulary=load_gazetteers())
    extract(read(b"Vi avstyrker."), context)
    # As a build has it.
    collect_seldom()

    ordinary = made_text(int(options.megabytes * 1e6)).encode()
    plain = sorted(
        (path for path in EXAMPLE.iterdir() if path.name.endswith((".md", ".txt"))),
        key=lambda path: path.name,
    )
    short = [(path.read_bytes(), Path(path.name).suffix) for path in plain]
    ours = report("ordinary text, one long", [(ordinary, ".md")], context, options.runs)
    report(f"ordinary text, {len(short)} short", short, context, options.runs)
    for name, make in HOSTILE.items():
        once, twice = (
            timed([(make(times * int(options.hostile * 1e6)).encode(), ".md")], context, options.runs)
            for times in (1, 2)
        )
        print(
            f"{name:24s} {options.hostile:5.2f} MB {once:6.2f} s, doubled {twice:6.2f} s, {twice / once:.2f} times"
        )

    labels = [
        text.text for concept in load_stances() for text in concept.expressions if text.language == "sv"
    ]
    document = read(ordinary)
    keywords = least(lambda: found_by_keyword(document, labels), options.runs)
    print(f"{'keyword search':24s} {len(ordinary) / 1e6:5.2f} MB {keywords:6.2f} s, {len(labels)} labels")
    print(
        f"ratio {ours / keywords:.2f} (CPU time of reading and extraction over that of a plain keyword search of the stance labels)"
    )


def read(data: bytes, suffix: str = ".md") -> Document:
    return assemble(READERS[suffix](data), identifier="x", path=f"x{suffix}", suffix=suffix[1:], sha256="")


def report(name: str, texts: list[tuple[bytes, str]], context: Context, runs: int) -> float:
    """Print the speed and return the CPU seconds."""
    found = sum(len(extract(read(data, suffix), context).statements) for data, suffix in texts)
    seconds = timed(texts, context, runs)
    size = sum(len(data) for data, _ in texts) / 1e6
    print(f"{name:24s} {size:5.2f} MB {seconds:6.2f} s, {size / seconds:.2f} MB a second, {found} statements")
    return seconds


def timed(texts: list[tuple[bytes, str]], context: Context, runs: int) -> float:
    return least(lambda: [extract(read(data, suffix), context) for data, suffix in texts], runs)


def least(work: Callable[[], object], runs: int) -> float:
    """The least CPU time of the runs, in seconds."""
    times = []
    for _ in range(runs):
        gc.collect()
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def found_by_keyword(document: Document, labels: list[str]) -> int:
    return sum(
        label in text
        for text in (sentence.text.lower() for sentence in document.sentences)
        for label in labels
    )


def made_text(size: int) -> str:
    """About `size` bytes of a response: sections of some paragraphs, a third of the sentences with a stance, a list here and there."""
    with DATA.open("rb") as source:
        data = tomllib.load(source)
    parts = [data["opening"]]
    length = 0
    for part in _parts(data, random.Random(SEED)):
        parts.append(part)
        length += len(part.encode())
        if length >= size:
            break
    return "".join(parts)


def _parts(data: dict[str, Any], chance: random.Random) -> Iterator[str]:
    def made(kind: str) -> str:
        words = {name: chance.choice(found) for name, found in data["words"].items()}
        frame: str = chance.choice(data[kind])
        return frame.format(**words, number=f"{chance.randint(2, 9)}.{chance.randint(1, 9)}")

    while True:
        yield f"## {made('headings')}\n\n"
        for _ in range(chance.randint(2, 5)):
            sentences = [
                made(chance.choice(("stances", "plain", "plain"))) for _ in range(chance.randint(2, 6))
            ]
            yield " ".join(sentences) + "\n\n"
        if chance.random() < 0.3:
            yield "Planen bör också ta upp\n\n" + "".join(f"- {made('bullets')}\n" for _ in range(3)) + "\n"


def _filled(unit: str, size: int) -> str:
    return unit * (size // len(unit))


if __name__ == "__main__":
    main()
