"""Static pictures of discourse networks for papers: SVG, PNG and PDF.

Each kind of picture is a module that makes a matplotlib figure from a computed network or from events; `page` has what they share. Nothing
here asks the store, and matplotlib is loaded only when a picture is drawn.
"""
