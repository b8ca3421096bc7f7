"""Description: documents, statements, strategies and vocabulary entries as quads, ready for the store.

It knows the ontology's terms and how IRIs are made. It must not know files, stores or queries: the same values always give the
same quads, without blank nodes and without clock times.
"""

from remissgraf.graph.describe.coding import describe_coding
from remissgraf.graph.describe.common import (
    ConsultationInfo,
    Edition,
    IssuerInfo,
    References,
    ResponseRecord,
    described_actor,
    file_id,
    part_iri,
    to_nquads,
)
from remissgraf.graph.describe.correspondence import Correspondence, describe_correspondences
from remissgraf.graph.describe.dataset import describe_dataset
from remissgraf.graph.describe.edition import public_extraction
from remissgraf.graph.describe.private import Personal, masked, personal_words
from remissgraf.graph.describe.register import Relation, Unread, describe_consultation
from remissgraf.graph.describe.resemblance import Campaign, Copy, Resemblance, describe_resemblance
from remissgraf.graph.describe.response import describe_response, personal_data, references
from remissgraf.graph.describe.strategy import describe_strategy
from remissgraf.graph.describe.vocabulary import describe_gazetteer, describe_vocabulary

__all__ = [
    "Campaign",
    "ConsultationInfo",
    "Copy",
    "Correspondence",
    "Edition",
    "IssuerInfo",
    "Personal",
    "References",
    "Relation",
    "Resemblance",
    "ResponseRecord",
    "Unread",
    "describe_coding",
    "describe_consultation",
    "describe_correspondences",
    "describe_dataset",
    "describe_gazetteer",
    "describe_resemblance",
    "describe_response",
    "describe_strategy",
    "describe_vocabulary",
    "described_actor",
    "file_id",
    "masked",
    "part_iri",
    "personal_data",
    "personal_words",
    "public_extraction",
    "references",
    "to_nquads",
]
