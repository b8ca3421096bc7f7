"""From graph to answer: the query library, results, networks and pages.

This room must not know files of responses or the command line.
"""
