"""Names of people: which words in a text name a private person, whether a name is a person's, and where known names stand.

Knows text, no documents and no graph.
"""

from remissgraf.graph.persons.named import NoPersons, People, is_person, people_named
from remissgraf.graph.persons.places import NamePlaces

__all__ = ["NamePlaces", "NoPersons", "People", "is_person", "people_named"]
