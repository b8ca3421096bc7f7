"""The local server: a SPARQL 1.1 Protocol endpoint and pages for people over one workspace, read-only and on this machine alone.

The process that hears connections (app, gate, protocol, pool) never touches the store: each request is answered by a worker process,
which is killed at its limits.
"""
