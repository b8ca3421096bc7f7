"""One built store: loaded from canonical files, reasoned over, validated. It is made whole in a folder of its own, then renamed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from remissgraf.atomic import write_atomic
from remissgraf.errors import WorkspaceError
from remissgraf.graph.canonical import read_canonical
from remissgraf.graph.inconsistent import tell_inconsistencies
from remissgraf.graph.reason import ReasonReport, materialise
from remissgraf.graph.store import OxigraphStore
from remissgraf.graph.validate import validate
from remissgraf.graph.workspace.axioms import project_axioms
from remissgraf.graph.workspace.config import WorkspaceConfig
from remissgraf.ontology.load import load_rules
from remissgraf.ontology.namespaces import Names

__all__ = ["STORE_NAME", "Counts", "assemble", "whole"]

STORE_NAME: Final = "quads"
_COUNTS: Final = "counts.json"
_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class Counts:
    """Triples of a generation: asserted (the ontology's own included), and inferred."""

    asserted: int
    inferred: int


def assemble(folder: Path, files: Iterable[Path], config: WorkspaceConfig) -> Counts:
    """Make a generation in `folder`, which must not exist, from canonical files. What is half made is removed again.

    Raises WorkspaceError "workspace.invalid" where the graph breaks its shapes or contradicts itself, with the first violations.
    """
    try:
        # Reasoning writes in many small steps, which memory takes far faster than disk.
        store = OxigraphStore.memory()
        for file in files:
            store.bulk_load(read_canonical(file))
        asserted = len(store)
        report = _reason(store, config)
        _refuse_invalid(store, report, config)
        store.save(folder / STORE_NAME)
        counts = Counts(asserted, report.inferred)
        write_atomic(folder / _COUNTS, json.dumps(asdict(counts)).encode("utf-8"), error=WorkspaceError)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return counts


def whole(folder: Path) -> Counts | None:
    """The counts of a generation that stands whole, None where it is missing or damaged.

    Every quad of its main index is read, whose blocks carry checksums (a second for some millions).
    """
    try:
        counts = Counts(**json.loads((folder / _COUNTS).read_text(encoding="utf-8")))
        quads = len(OxigraphStore.open_read_only(folder / STORE_NAME))
    except (OSError, ValueError, TypeError, WorkspaceError):
        return None
    return counts if quads == counts.asserted + counts.inferred else None


def _reason(store: OxigraphStore, config: WorkspaceConfig) -> ReasonReport:
    rules = [rule.text for rule in load_rules()]
    return materialise(store, project_axioms(config), rules, Names(config.base).graph("inferred"))


def _refuse_invalid(store: OxigraphStore, report: ReasonReport, config: WorkspaceConfig) -> None:
    told = tell_inconsistencies(
        report.inconsistencies, store, project_axioms(config), load_rules(), lang=config.language
    )
    found: Sequence[object] = (*told, *validate(store.quads(), lang=config.language))
    if not found:
        return
    shown = "\n".join(f"  {text}".replace("\n", "\n  ") for text in found[:_SHOWN])
    more = f"\n  … and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    raise WorkspaceError(
        f"the graph is not valid and was not taken into use. Faults: {len(found)}\n{shown}{more}",
        where=str(config.root),
        remedy="Look at the vocabulary files and the register first; the last good graph stays in use.",
        code="workspace.invalid",
    )
