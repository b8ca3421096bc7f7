"""Every quote of the graph against the text it was taken from: the check that a claim leads to its words."""

from __future__ import annotations

import pyoxigraph as ox

from remissgraf.errors import RemissgrafError
from remissgraf.graph.describe import file_id
from remissgraf.graph.workspace.opened import Opened
from remissgraf.graph.workspace.texts import stored_texts

__all__ = ["check_quotes"]

_QUOTES = """SELECT DISTINCT ?passage ?response ?path ?exact ?start ?end WHERE {
  ?passage a rg:Passage ; oa:hasSource ?response ; oa:hasSelector ?quote, ?position .
  ?quote a oa:TextQuoteSelector ; oa:exact ?exact .
  ?position a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end .
  OPTIONAL { ?response rg:filePath ?path }
} ORDER BY ?passage"""
# A hand-coded text stands in the graph itself.
_CODED = "SELECT ?document ?text WHERE { ?document rg:documentText ?text }"


def check_quotes(opened: Opened) -> tuple[int, list[str]]:
    """(number of quotes, what is wrong with some): each quote must be text[start:end] of its response's stored text.

    In the public edition both are masked. A hand-coded text stands in the graph as the edition shows it.
    """
    texts = {**stored_texts(opened, shown=True), **_coded_texts(opened)}
    wrong: list[str] = []
    missing: dict[str, str] = {}
    quotes = 0
    answer = opened.store.query(_QUOTES)
    if not isinstance(answer, ox.QuerySolutions):
        raise RemissgrafError("the store did not answer with rows", code="check.store")
    for row in answer:
        quotes += 1
        response, exact, path = row["response"], row["exact"], row["path"]
        assert isinstance(response, ox.NamedNode)
        assert isinstance(exact, ox.Literal)
        name = path.value if isinstance(path, ox.Literal) else response.value
        start, end = (int(getattr(row[key], "value", "-1")) for key in ("start", "end"))
        text = texts.get(file_id(response.value))
        if text is None:
            missing[response.value] = f"{name}: its text is not there; build again\n  {response.value}"
        elif text[start:end] != exact.value:
            wrong.append(
                f"{name}: the quote is not the text at {start}–{end}\n  ”{exact.value[:160]}”\n  {row['passage']}"
            )
    return quotes, [*missing.values(), *wrong]


def _coded_texts(opened: Opened) -> dict[str, str]:
    answer = opened.store.query(_CODED)
    assert isinstance(answer, ox.QuerySolutions)
    return {
        document.value: text.value
        for document, text in answer
        if isinstance(document, ox.NamedNode) and isinstance(text, ox.Literal)
    }
