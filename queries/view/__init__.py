"""Pages that a person opens: self-contained HTML made from a workspace. `render` makes each page of an opened one."""

from remissgraf.queries.view.links import Links
from remissgraf.queries.view.render import render_matrix, render_network, render_response, render_strategy
from remissgraf.queries.view.site import site

__all__ = ["Links", "render_matrix", "render_network", "render_response", "render_strategy", "site"]
