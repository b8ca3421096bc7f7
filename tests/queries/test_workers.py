from __future__ import annotations

import gc
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, TypeVar

import pytest

from remissgraf.errors import QueryError, WorkspaceError
from remissgraf.graph.store import OxigraphStore
from remissgraf.graph.workspace.opened import find_store
from remissgraf.queries import library
from remissgraf.queries.result import collect
from remissgraf.queries.run import run
from remissgraf.queries.workers import Limits, Pool, asked, run_limited

T = TypeVar("T")
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
CROSS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def store(built_example: Path) -> Path:
    return find_store(built_example)[1]


@pytest.mark.parametrize(
    "name",
    [name for name in library.names() if not any(one.required for one in library.get(name).parameters)],
)
def test_a_worker_answers_as_the_store_itself(store: Path, name: str) -> None:
    query = library.get(name)
    assert run_limited(store, query, limits=Limits()) == run(OxigraphStore.open_read_only(store), query)


@pytest.mark.parametrize(
    "text", ["ASK { ?s a rg:Statement }", "CONSTRUCT WHERE { ?s rg:madeBy ?o }", "DESCRIBE rg:Statement"]
)
def test_other_kinds_of_answers(store: Path, text: str) -> None:
    found = run_limited(store, text, limits=Limits())
    expected = run(OxigraphStore.open_read_only(store), text)
    # A description's blank nodes are named anew each time.
    assert (found.kind, found.truth, len(found.triples)) == (
        expected.kind,
        expected.truth,
        len(expected.triples),
    )


def test_parameters_and_errors_pass_through(store: Path) -> None:
    text = "SELECT ?s WHERE { ?s rdfs:label ?name }"
    assert run_limited(store, text, {"name": "no such name"}, limits=Limits()).rows == ()
    with pytest.raises(QueryError, match="cannot be understood") as caught:
        run_limited(store, "SELECT nonsense", limits=Limits())
    assert caught.value.code == "query.syntax"
    with pytest.raises(QueryError) as refused:
        run_limited(store, "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", limits=Limits())
    assert (refused.value.code, refused.value.remedy is not None) == ("query.refused", True)


@pytest.fixture(scope="module")
def pool(store: Path) -> Iterator[Pool]:
    with Pool(store, 2) as pool:
        yield pool


def _count(pool: Pool, **limits: Any) -> int:
    with pool.asked("SELECT * { ?s a rg:Statement }", limits=Limits(**limits)) as found:
        return len(list(found.rows))


def test_a_pool_answers_as_the_store_itself(pool: Pool, store: Path) -> None:
    query = library.get("positions")
    for text in (query, "ASK { ?s a rg:Statement }", "CONSTRUCT WHERE { ?s rg:madeBy ?o }"):
        with pool.asked(text, limits=Limits()) as found:
            assert collect(found) == run(OxigraphStore.open_read_only(store), text)


def test_workers_of_a_pool_stay_and_are_replaced_when_stopped(pool: Pool) -> None:
    before = _pids()
    expected = _count(pool)
    with pytest.raises(QueryError, match="cannot be understood"), pool.asked("SELECT no", limits=Limits()):
        pass
    assert _pids() == before
    with pytest.raises(QueryError) as caught, pool.asked(ENDLESS, limits=Limits(seconds=0.2)):
        pass
    assert caught.value.code == "query.timeout"
    with pool.asked(CROSS, limits=Limits()) as found:
        # Left in the middle.
        next(found.rows)
    assert len(_pids()) == len(before)
    assert _count(pool) == expected


def test_a_pool_replaces_a_worker_that_died(pool: Pool) -> None:
    expected = _count(pool)
    for child in multiprocessing.active_children():
        os.kill(child.pid or 0, signal.SIGKILL)
        child.join()
    assert [_count(pool) for _ in range(3)] == [expected] * 3


def test_where_no_process_is_to_be_had_it_is_said_and_the_pool_mends(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Pool(store, 1) as pool:
        expected = _count(pool)

        def refuse(process: object) -> None:
            raise BlockingIOError("Resource temporarily unavailable")

        with monkeypatch.context() as patched:
            patched.setattr(BaseProcess, "start", refuse)
            with pytest.raises(QueryError) as stopped, pool.asked(ENDLESS, limits=Limits(seconds=0.2)):
                pass
            # The worker was ended and none takes its place.
            assert stopped.value.code == "query.timeout"
            for _ in range(3):
                with pytest.raises(QueryError, match="Resource temporarily unavailable") as caught:
                    _count(pool)
                assert caught.value.code == "query.process"
            with pytest.raises(QueryError, match="no process could be started"):
                Pool(store, 2)
        assert _count(pool) == expected


def test_a_slow_query_stands_in_nobody_elses_way(pool: Pool) -> None:
    expected = _count(pool)
    with pool.asked(CROSS, limits=Limits()) as slow:
        next(slow.rows)
        with ThreadPoolExecutor(3) as threads:
            assert list(threads.map(lambda _: _count(pool), range(6))) == [expected] * 6
        with pool.asked(CROSS, limits=Limits()) as other:
            next(other.rows)
            with pytest.raises(QueryError) as caught:
                _count(pool, seconds=0.05)
    assert caught.value.code == "query.busy"


def _left_in_the_middle(pool: Pool) -> object:
    with pool.asked(CROSS, limits=Limits()) as found:
        next(found.rows)
        return found


def _refused(pool: Pool) -> object:
    try:
        _count(pool, rows=3)
    except QueryError as error:
        return error
    raise AssertionError("three rows are all there are")


@pytest.mark.parametrize("ask", [_left_in_the_middle, _refused])
def test_what_a_thread_leaves_another_may_drop(
    pool: Pool, ask: Callable[[Pool], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    complaints: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", complaints.append)
    with ThreadPoolExecutor(1) as thread:
        left = [thread.submit(ask, pool).result()]
        left.clear()
        gc.collect()
    assert complaints == []


def test_a_pool_on_no_store_says_so_to_all_who_ask(tmp_path: Path) -> None:
    with Pool(tmp_path / "none", 1) as pool:
        for _ in "ab":
            with pytest.raises(WorkspaceError) as caught:
                _count(pool)
            assert caught.value.code == "workspace.store"


def test_a_query_without_end_is_stopped(store: Path) -> None:
    with pytest.raises(QueryError, match=r"longer than 0\.2 seconds") as caught:
        run_limited(store, ENDLESS, limits=Limits(seconds=0.2))
    assert caught.value.code == "query.timeout"


def test_rows_beyond_the_limit_are_refused_or_cut(store: Path) -> None:
    with pytest.raises(QueryError, match="more than 2 000 rows") as caught:
        run_limited(store, CROSS, limits=Limits(rows=2_000))
    assert caught.value.code == "query.rows"
    some = run_limited(store, CROSS, limit=5, limits=Limits(rows=None))
    assert (len(some.rows), some.complete) == (5, False)


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory is Linux's")
def test_memory_beyond_the_limit_ends_the_query_alone(store: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(QueryError, match="memory") as caught:
        run_limited(store, CROSS + " ORDER BY ?c ?f ?i", limits=Limits(seconds=None, memory=1 << 30))
    assert caught.value.code == "query.memory"
    assert capfd.readouterr().err == ""


def test_a_reader_keeps_its_generation(example_copy: Path) -> None:
    """A build that changes over while rows are read takes the old store's files away; the reader does not notice."""
    store = find_store(example_copy)[1]
    size = len(OxigraphStore.open_read_only(store))
    with asked(store, "SELECT * { GRAPH ?g { ?s ?p ?o } }", limits=Limits()) as found:
        first = next(found.rows)
        shutil.rmtree(store)
        rest = list(found.rows)
    assert len({first, *rest}) == size


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes as Linux shows them")
def test_a_worker_ends_with_its_parent(store: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from remissgraf.queries.workers import Limits, run_limited; "
        "print('asking', flush=True); run_limited(Path(sys.argv[1]), sys.argv[2], limits=Limits(seconds=None))"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program, str(store), ENDLESS], stdout=subprocess.PIPE, start_new_session=True
    )
    try:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"asking\n"
        children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children")
        child = _until(lambda: children.read_text(encoding="ascii").split())[0]
    finally:
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    _until(lambda: _is_gone(int(child)))


def _pids() -> set[int | None]:
    return {child.pid for child in multiprocessing.active_children()}


def _is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    # An ended process whose new parent has not looked yet.
    return ") Z " in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")


def _until(look: Callable[[], T]) -> T:
    """What `look` gives once that is true, tried for half a minute at most."""
    for _ in range(600):
        if found := look():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not come true")
