"""How fast the network page is made, opens and moves, beside the page that pyvis makes by itself of the same network.

PYTHONPATH=. python benchmarks/pages.py [--sizes 500x1200,2000x4800,5000x12000] [--patience 60] [--pan 2]

Prints how the matrix of 300 by 20 opens and scrolls, then for each size of the network CPU seconds to make it (the communities apart),
its size, seconds from opening until it answers, and frames a second while it is dragged; last the ratio of both times until the page
answers, at the smallest size. Needs Chromium. pyvis's page settles its physics while it is open: it answers when that has come to rest, or
not within the patience.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.queries.view.chromium import Browser, BrowserError, Page, find_chromium, open_browser

from remissgraf.graph.model import POLARITY, STANCE_CLASSES
from remissgraf.queries.networks.incidence import COLUMNS, Incidence
from remissgraf.queries.view.communities import find_communities
from remissgraf.queries.view.matrix import matrix_page
from remissgraf.queries.view.network import network_page

TYPES = ("Kommun", "Region", "Statlig myndighet", "Företag", "Förening eller organisation", "Lärosäte")
READY = "document.documentElement.dataset.ready === 'true'"
FRAMES = """new Promise(done => { let frames = 0; const begun = performance.now(); window.counting = true;
  const step = () => { frames += 1; if (window.counting) requestAnimationFrame(step);
    else done(frames / (performance.now() - begun) * 1000); }; requestAnimationFrame(step); })"""


def incidence(nodes: int, edges: int, seed: int = 1) -> Incidence:
    """Made-up actors of eight camps, each camp with chapters and stances that it prefers. A statement a line."""
    chance = random.Random(seed)
    chapters = 20 if nodes <= 500 else nodes // 100
    actors = nodes - chapters
    lines: set[tuple[int, int, str]] = set()
    while len(lines) < edges:
        actor = len(lines) if len(lines) < actors else chance.randrange(actors)
        camp = actor % 8
        chapter = (camp * 7 + int(chance.expovariate(0.25))) % chapters
        stance = STANCE_CLASSES[(camp + int(chance.expovariate(0.7))) % len(STANCE_CLASSES)]
        lines.add((actor, chapter, stance))
    rows = [
        dict.fromkeys(COLUMNS, "")
        | {
            "actor": f"https://example.org/actor/{actor}",
            "actor_label": f"Aktör {actor} i {('Östra', 'Västra', 'Norra', 'Södra')[actor % 4]} länet",
            "actor_type": TYPES[actor % len(TYPES)],
            "chapter": f"https://example.org/chapter/{chapter}",
            "chapter_label": f"{chapter + 1} Avsnitt om samverkan",
            "stance_class": stance,
            "stance_label": stance,
            "polarity": POLARITY[stance],
            "statement": f"https://example.org/statement/{number}",
            "quote": f"Aktör {actor} säger i mening {number} vad den anser om avsnitt {chapter + 1} och varför.",
            "confidence": "0.9",
            "source": f"responses/{actor}.md",
            "start": "10",
            "end": "90",
        }
        for number, (actor, chapter, stance) in enumerate(sorted(lines))
    ]
    return Incidence.from_rows(rows)


def stock_page(found: Incidence) -> str:
    """The page as pyvis makes it where it is asked for one file, with what it does by itself."""
    from pyvis.network import Network

    network = Network(cdn_resources="in_line", directed=True)
    for party in found.parties:
        network.add_node(party.id, label=party.label)
    for target in found.targets:
        network.add_node(target.id, label=target.label, shape="square")
    for tie in found.ties:
        network.add_edge(tie.actor, tie.chapter, title=tie.quote)
    page: str = network.generate_html()
    return page


def seconds_until(page: Page, path: Path, ready: str, patience: float) -> float | None:
    """From asking for the page until the expression is true and a frame is drawn; None after the patience."""
    begun = time.perf_counter()
    page.call("Page.navigate", url=path.resolve().as_uri())
    while time.perf_counter() - begun < patience:
        try:
            if page.run(
                f"new Promise(done => requestAnimationFrame(() => done(location.protocol === 'file:' && Boolean({ready}))))"
            ):
                return time.perf_counter() - begun
        except BrowserError:
            # The page before went while it was asked.
            continue
    return None


def frames_while_dragged(page: Page, seconds: float) -> float:
    """Frames a second while a pointer drags the picture to and fro."""
    page.call("Runtime.evaluate", expression=f"window.frames_counted = {FRAMES}")
    box = page.run(
        "(({x, y, width, height}) => [x + width / 2, y + height * 0.98])(document.querySelector('canvas').getBoundingClientRect())"
    )
    x, y = box
    page.call(
        "Input.dispatchMouseEvent", type="mousePressed", x=x, y=y, button="left", buttons=1, clickCount=1
    )
    begun, number = time.perf_counter(), 0
    while time.perf_counter() - begun < seconds:
        number += 1
        shift = 40 - abs(number % 160 - 80)
        page.call(
            "Input.dispatchMouseEvent",
            type="mouseMoved",
            x=x + shift,
            y=y - abs(shift),
            button="left",
            buttons=1,
        )
    page.call("Input.dispatchMouseEvent", type="mouseReleased", x=x, y=y, button="left", clickCount=1)
    found: float = page.run("(window.counting = false, window.frames_counted)")
    return found


def measure(
    browser: Browser, path: Path, ready: str, patience: float, pan: float, prepare: str = ""
) -> tuple[float | None, float | None]:
    page = Page(browser)
    try:
        opened = seconds_until(page, path, ready, patience)
        if opened is None:
            return None, None
        if prepare:
            page.run(prepare)
            page.settle()
        return opened, frames_while_dragged(page, pan)
    except BrowserError:
        return None, None
    finally:
        page.close()


def frames_while_scrolled(page: Page, seconds: float) -> float:
    """Frames a second while the matrix is scrolled to and fro, a step a frame."""
    found: float = page.run(
        "new Promise(done => { const box = document.querySelector('#picture');"
        " const begun = performance.now(); let frames = 0;"
        " const step = () => { frames += 1; box.scrollTop = 4000 * (1 - Math.cos(frames / 20));"
        " box.scrollLeft = 300 * (1 - Math.cos(frames / 15));"
        f" if (performance.now() - begun < {1000 * seconds}) requestAnimationFrame(step);"
        " else done(frames / (performance.now() - begun) * 1000); }; requestAnimationFrame(step); })"
    )
    return found


def measure_matrix(executable: str, folder: Path, patience: float, pan: float) -> None:
    """The matrix of 300 respondents and 20 chapters."""
    found = incidence(320, 6000)
    begun = time.process_time()
    text = matrix_page(found, title="Mätning")
    made = time.process_time() - begun
    path = folder / "matrix.html"
    path.write_text(text, encoding="utf-8")
    with open_browser(executable) as browser:
        page = Page(browser)
        opened = seconds_until(page, path, READY, patience)
        frames = frames_while_scrolled(page, pan)
    print(
        f"matrix of {len(found.parties)} by {len(found.targets)}, {len(found.ties)} statements: made in {made:.2f} CPU-s,"
        f" opens in {told(opened, 's', patience)}, {frames:.2f} frames/s scrolled",
        flush=True,
    )


def told(value: float | None, unit: str, patience: float) -> str:
    return f"over {patience:.0f} s" if value is None else f"{value:.2f} {unit}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the network page.")
    parser.add_argument("--sizes", default="500x1200,2000x4800,5000x12000")
    parser.add_argument(
        "--patience", type=float, default=60.0, help="seconds that pyvis's page is waited for"
    )
    parser.add_argument("--pan", type=float, default=2.0, help="seconds of dragging")
    parser.add_argument(
        "--stock", type=int, default=1, help="the first so many sizes are also made by pyvis alone"
    )
    given = parser.parse_args()
    executable = find_chromium()
    if executable is None:
        sys.exit("There is no Chromium here: install it (Debian: apt-get install chromium).")
    print(f"load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    ratio = None
    with tempfile.TemporaryDirectory() as folder:
        measure_matrix(executable, Path(folder), given.patience, given.pan)
        for place, size in enumerate(given.sizes.split(",")):
            nodes, edges = map(int, size.split("x"))
            found = incidence(nodes, edges)
            begun = time.process_time()
            camps = find_communities(found)
            layout = time.process_time() - begun
            begun = time.process_time()
            text = network_page(found, title="Mätning", communities=camps)
            made = time.process_time() - begun
            path = Path(folder, f"{size}.html")
            path.write_text(text, encoding="utf-8")
            print(
                f"{size}: made in {made:.2f} CPU-s and {layout:.2f} for the communities; {len(text.encode()) / 1e6:.2f} MB"
            )
            with open_browser(executable) as browser:
                opened, frames = measure(browser, path, READY, given.patience, given.pan)
                print(
                    f"  opens in {told(opened, 's', given.patience)}, {told(frames, 'frames/s', given.patience)} dragged",
                    flush=True,
                )
                _, every = measure(browser, path, READY, given.patience, given.pan, "remissgraf.show('all')")
                print(f"  all of it shown: {told(every, 'frames/s', given.patience)} dragged", flush=True)
            if place >= given.stock:
                continue
            begun = time.process_time()
            stock = stock_page(found)
            path.write_text(stock, encoding="utf-8")
            print(
                f"  pyvis alone: made in {time.process_time() - begun:.2f} CPU-s, {len(stock.encode()) / 1e6:.2f} MB"
            )
            settled = (
                "window.network && (window.settled ||"
                " (network.once('stabilizationIterationsDone', () => { window.settled = true; }), false))"
            )
            with open_browser(executable) as browser:
                by_itself, frames = measure(browser, path, settled, given.patience, given.pan)
            print(
                f"  pyvis alone: opens in {told(by_itself, 's', given.patience)}, {told(frames, 'frames/s', given.patience)} dragged"
            )
            if opened is not None and ratio is None:
                ratio = (by_itself or given.patience) / opened
    print(f"ratio {ratio or 0:.1f} (time until pyvis's page answers to ours, smallest size)")


if __name__ == "__main__":
    main()
