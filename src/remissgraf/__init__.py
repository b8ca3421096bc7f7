"""Remissgraf: strategy-response relations as an RDF knowledge graph, each statement with its quote and place.

The command line (`remissgraf --help`) and the rooms `remissgraf.graph`, `remissgraf.queries` and `remissgraf.ontology`
are the public faces. Importing this package imports nothing else: the few public names below are loaded when first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from remissgraf.errors import RemissgrafError
    from remissgraf.graph.model import Document, Statement
    from remissgraf.graph.readers import read_document

# A constant, because importlib.metadata costs 70 ms at every start.
__version__ = "0.1.0"

__all__ = ["Document", "RemissgrafError", "Statement", "__version__", "read_document"]

_HOME = {
    "Document": "remissgraf.graph.model",
    "RemissgrafError": "remissgraf.errors",
    "Statement": "remissgraf.graph.model",
    "read_document": "remissgraf.graph.readers",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
