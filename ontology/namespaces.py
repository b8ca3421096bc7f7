"""The names of namespaces, graphs and data IRIs, in one place.

Vocabulary IRIs start with the project's namespace, data IRIs with the workspace's own base. No class here knows a store.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

__all__ = [
    "ACTION",
    "INITIATIVE_TYPE",
    "ONTOLOGY",
    "POLARITY",
    "POSITION",
    "PREFIXES",
    "PROJECT",
    "RESPONSE_STATUS",
    "RG",
    "SHAPES",
    "STANCE",
    "Names",
    "is_inferred",
    "shorten",
    "slug",
]

PROJECT: Final = "https://w3id.org/remissgraf/"
ONTOLOGY: Final = PROJECT + "ontology"
RG: Final = ONTOLOGY + "#"
STANCE: Final = PROJECT + "stance/"
ACTION: Final = PROJECT + "action/"
INITIATIVE_TYPE: Final = PROJECT + "initiative-type/"
POSITION: Final = PROJECT + "position/"
RESPONSE_STATUS: Final = PROJECT + "response-status/"
SHAPES: Final = PROJECT + "shapes#"
POLARITY: Final = "http://www.gsi.dit.upm.es/ontologies/marl/ns#"

# Prefixes that every query may use without declaring them, and that every export writes.
PREFIXES: Final[dict[str, str]] = {
    "rg": RG,
    "stance": STANCE,
    "action": ACTION,
    "itype": INITIATIVE_TYPE,
    "position": POSITION,
    "status": RESPONSE_STATUS,
    "cito": "http://purl.org/spar/cito/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "doco": "http://purl.org/spar/doco/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "marl": POLARITY,
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_FOLD = str.maketrans({"å": "a", "ä": "a", "ö": "o", "æ": "ae", "ø": "o", "ß": "ss", "é": "e", "ü": "u"})


def slug(text: str) -> str:
    """A stable ASCII name for an IRI: lower case, å ä ö folded, other letters kept percent-encoded, runs of the rest one hyphen.

    >>> slug("Norrviks kommun"), slug("Åre & Östersund, 1.2")
    ('norrviks-kommun', 'are-ostersund-1.2')
    """
    folded = unicodedata.normalize("NFC", text).casefold().translate(_FOLD)
    words = re.sub(r"[^\w.]+|_+", "-", folded)
    return quote(words.strip("-.") or "x", safe="-.")


def shorten(iri: str) -> str:
    """The IRI with a known prefix in place of its beginning, where that can be written so, else as it is.

    >>> shorten("http://www.w3.org/2004/02/skos/core#Concept"), shorten("https://example.org/x")
    ('skos:Concept', 'https://example.org/x')
    """
    for prefix, beginning in PREFIXES.items():
        if iri.startswith(beginning) and re.fullmatch(r"(?:[\w.-]*\w)?", iri[len(beginning) :]):
            return f"{prefix}:{iri[len(beginning) :]}"
    return iri


def is_inferred(graph: str) -> bool:
    """Whether a named graph of a workspace holds what reasoning added: `Names.graph("inferred")` and graphs below it.

    >>> is_inferred(Names("https://example.org/").graph("inferred")), is_inferred("https://example.org/graph/register")
    (True, False)
    """
    return re.search(r"[/#]graph/inferred(?:/|$)", graph) is not None


@dataclass(frozen=True, slots=True)
class Names:
    """Data IRIs of one workspace. base: its IRI, ending in "/" or "#"."""

    base: str

    def consultation(self, cid: str) -> str:
        return f"{self.base}consultation/{cid}"

    def strategy(self, cid: str) -> str:
        return f"{self.base}strategy/{cid}"

    def chapter(self, cid: str, label: str) -> str:
        return f"{self.strategy(cid)}/chapter/{slug(label)}"

    def response(self, cid: str, rid: str) -> str:
        return f"{self.base}response/{cid}/{rid}"

    def statement(self, cid: str, rid: str, sid: str) -> str:
        return f"{self.response(cid, rid)}/statement/{sid}"

    def section(self, cid: str, rid: str, section: str) -> str:
        return f"{self.response(cid, rid)}/section/{section}"

    def passage(self, cid: str, rid: str, pid: str) -> str:
        return f"{self.response(cid, rid)}/passage/{pid}"

    def actor(self, aid: str) -> str:
        return f"{self.base}actor/{aid}"

    def topic(self, tid: str) -> str:
        return f"{self.base}topic/{tid}"

    def topic_scheme(self, origin: str) -> str:
        """The concept scheme of the topics of one origin (see `entries.Topic`)."""
        return f"{self.base}topic-scheme/{origin}"

    def initiative(self, iid: str) -> str:
        return f"{self.base}initiative/{iid}"

    def claim(self, cid: str, claim: str) -> str:
        return f"{self.base}claim/{cid}/{claim}"

    def campaign(self, cid: str, campaign: str) -> str:
        return f"{self.base}campaign/{cid}/{campaign}"

    def coding(self, cid: str) -> str:
        """A hand-coded corpus; its documents, statements and scheme are parts of it."""
        return f"{self.base}coding/{cid}"

    def dataset(self, *path: str) -> str:
        """The workspace's graph as a dataset, or a part of it: dataset(cid)."""
        return "/".join((f"{self.base}dataset", *path))

    def graph(self, *path: str) -> str:
        """A named graph: graph("response", cid, rid), graph("strategy", cid), graph("vocabulary"), graph("inferred") …"""
        return f"{self.base}graph/" + "/".join(path)
