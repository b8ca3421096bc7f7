"""Hand-coded texts in the file format of discourse network analysis (.dna, version 3): read, checked, and written again.

It knows the format and the values in it. It must not know RDF, workspaces or what a network is.
"""

from remissgraf.graph.dna.read import read_dna
from remissgraf.graph.dna.roles import Role, Roles, roles_of
from remissgraf.graph.dna.values import (
    Attribute,
    CodedDocument,
    CodedStatement,
    Coder,
    Coding,
    Entity,
    StatementType,
    Variable,
)
from remissgraf.graph.dna.write import PASSWORD, write_dna

__all__ = [
    "PASSWORD",
    "Attribute",
    "CodedDocument",
    "CodedStatement",
    "Coder",
    "Coding",
    "Entity",
    "Role",
    "Roles",
    "StatementType",
    "Variable",
    "read_dna",
    "roles_of",
    "write_dna",
]
