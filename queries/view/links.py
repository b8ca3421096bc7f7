"""Where the pages of a workspace are, seen from one of them: relative addresses that one page gives another.

Pages made alone know of no other. It knows no page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

__all__ = ["NO_LINKS", "STATEMENT", "Links", "fragment", "page_links"]

# What stands before a statement's id in the address of its place on a reader page.
STATEMENT = "s-"


@dataclass(frozen=True)
class Links:
    """Addresses relative to the page that has them, percent-encoded; "" or no entry where there is no such page.

    matrices: by what their columns are ("chapter", "topic", "initiative").
    responses: by the response's IRI. strategies: by the strategy's IRI.
    """

    network: str = ""
    matrices: Mapping[str, str] = field(default_factory=dict)
    responses: Mapping[str, str] = field(default_factory=dict)
    strategies: Mapping[str, str] = field(default_factory=dict)

    def statement(self, statement: str, response: str) -> str:
        """Where a statement stands marked in its response, "" where the response has no page."""
        page = self.responses.get(response, "")
        return page and f"{page}#{quote(fragment(statement))}"


NO_LINKS = Links()


def fragment(statement: str) -> str:
    """The statement's name on the page of its response, from its IRI.

    >>> fragment("https://example.org/response/c/svar.md/statement/3f2a-0-17")
    's-3f2a-0-17'
    """
    return STATEMENT + statement.rpartition("/statement/")[2]


def page_links(links: Links, words: Mapping[str, str], strategy: str = "") -> list[tuple[str, str]]:
    """(address, name) of the pages to go to from the head of one. strategy: the address of the one that it is about, else all.

    >>> page_links(Links(matrices={"chapter": "matrix.html"}), {"view_matrix": "Matris"})
    [('matrix.html', 'Matris')]
    """
    homes = [strategy] if strategy else list(links.strategies.values())
    pages = [(home, "page_strategy") for home in homes]
    pages += [(links.matrices.get("chapter", ""), "view_matrix"), (links.network, "view_network")]
    return [(address, words[name]) for address, name in pages if address]
