"""How good the extraction is on an annotated corpus: reads gold and predictions, pairs them, counts.

Knows no RDF and no extraction rule.
"""

from __future__ import annotations

from remissgraf.graph.evaluate.corpus import Corpus, load_corpus
from remissgraf.graph.evaluate.measure import Evaluation, evaluate, judged
from remissgraf.graph.evaluate.predictions import predictions_of, read_predictions
from remissgraf.graph.evaluate.reliability import Reliability, reliability

__all__ = [
    "Corpus",
    "Evaluation",
    "Reliability",
    "evaluate",
    "judged",
    "load_corpus",
    "predictions_of",
    "read_predictions",
    "reliability",
]
