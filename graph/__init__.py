"""From files to an inferred graph: reading, segmenting, extracting, describing, storing, reasoning, validating.

This room must not know queries, pages or the command line.
"""
