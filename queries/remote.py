"""Queries put to a server in place of the workspace's own store: the same guard, the same limits, as far as a client can hold them.

The server itself goes on until it notices; its own limits are its owner's. This module knows limits, not which server it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from remissgraf.graph.stores.client import Times
from remissgraf.graph.stores.publish import refuse_part
from remissgraf.queries.result import Result, collect
from remissgraf.queries.run import answer
from remissgraf.queries.workers import Limits, counted

if TYPE_CHECKING:
    from remissgraf.graph.stores.endpoint import EndpointStore
    from remissgraf.queries.library import Query

__all__ = ["run_remote", "times_of"]


def times_of(limits: Limits) -> Times:
    """How long a client waits that is to keep to these limits; it asks a busy server again twice."""
    return Times(silence=limits.seconds, whole=limits.seconds, attempts=3)


def run_remote(
    store: EndpointStore,
    query: Query | str,
    parameters: Mapping[str, str] | None = None,
    *,
    limit: int | None = None,
    limits: Limits,
) -> Result:
    """`run.run` at a server. limits: of time (given to the client by `times_of`) and rows; memory is the server's affair.

    Raises what `run` raises, StoreError as the store does, also "store.part" and "store.unloaded", and QueryError "query.timeout",
    "query.rows", "query.cut".
    """
    refuse_part(store)
    found = answer(store, query, parameters)
    return collect(replace(found, rows=counted(found.rows, limits.rows)), limit)
