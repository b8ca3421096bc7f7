"""Remissgraf: strategy-response relations as an RDF knowledge graph, each statement with its quote and place.

The command line (`remissgraf --help`), `open` for Python and notebooks, and the rooms `remissgraf.graph`, `remissgraf.queries` and
`remissgraf.ontology` are the public faces. Importing this package imports nothing else: the few public names below are loaded when
first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from remissgraf.errors import RemissgrafError
    from remissgraf.graph.model import Document, Statement
    from remissgraf.graph.readers import read_document
    from remissgraf.queries.knowledge import KnowledgeGraph, open
    from remissgraf.queries.result import Result

# A constant, because importlib.metadata costs 70 ms at every start.
__version__ = "0.1.0"

__all__ = [
    "Document",
    "KnowledgeGraph",
    "RemissgrafError",
    "Result",
    "Statement",
    "__version__",
    "open",
    "read_document",
]

_HOME = {
    "Document": "remissgraf.graph.model",
    "KnowledgeGraph": "remissgraf.queries.knowledge",
    "RemissgrafError": "remissgraf.errors",
    "Result": "remissgraf.queries.result",
    "Statement": "remissgraf.graph.model",
    "open": "remissgraf.queries.knowledge",
    "read_document": "remissgraf.graph.readers",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
