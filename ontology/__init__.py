"""What may be said: the OWL ontology, the SKOS schemes, the SHACL shapes, the rules and the gazetteers, and their loaders.

This room knows names and files. It must not know documents, statements or stores.
"""
