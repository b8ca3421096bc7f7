"""What a store must do, and the stores that do it beside the embedded one: any SPARQL endpoint, and rdflib as the oracle of the tests.

It knows graphs and queries. It must not know what the quads mean, nor the files of a workspace.
"""
