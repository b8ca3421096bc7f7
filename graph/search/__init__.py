"""Full-text search: what is written in the responses, found by words in any of their forms. It knows texts and places, no graph."""

from remissgraf.graph.search.index import Found, Index, Text, open_index
from remissgraf.graph.search.terms import Search, parse_search

__all__ = ["Found", "Index", "Search", "Text", "open_index", "parse_search"]
