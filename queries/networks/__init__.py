"""From rows of a query to networks and network files. It knows no SPARQL, no store and no page."""
