"""The project's ontology, ready to reason with in a workspace: closed once and kept in its state."""

from __future__ import annotations

from remissgraf.graph.reason import Axioms, close_ontology, compile_axioms
from remissgraf.graph.workspace.config import WorkspaceConfig
from remissgraf.ontology.load import load_ontology

__all__ = ["project_axioms"]


def project_axioms(config: WorkspaceConfig) -> Axioms:
    """The axioms of the ontology. The closure is kept in the workspace's state, so that only its first use costs seconds."""
    return compile_axioms(close_ontology(tuple(load_ontology().values()), cache=config.state / "cache"))
