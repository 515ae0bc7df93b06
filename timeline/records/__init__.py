"""What was said: immutable values, event records and amendments."""

from timeline.records.amendments import (
    Amendment,
    Cause,
    Correction,
    Erasure,
    Judgement,
    Precedence,
    Reinstatement,
    Retraction,
    Verdict,
)
from timeline.records.deployment import Deployment
from timeline.records.event import (
    Event,
    EventRecord,
    Modality,
    every_figure,
    every_place,
    kind,
)
from timeline.records.figures import Figures
from timeline.records.instants import Instant, Instantish, instant
from timeline.records.phrases import Reading, Tense, phrase
from timeline.records.place import Place, Precision
from timeline.records.quantity import Quantity
from timeline.records.quantity_words import quantity
from timeline.records.relations import Relation, relation
from timeline.records.source import Evidence, Source, Speaker
from timeline.records.statement import Stance, Statement
from timeline.records.strike import Strike
from timeline.records.unknown import UnknownRecord
from timeline.records.when import When, when

__all__ = [
    "Amendment",
    "Cause",
    "Correction",
    "Deployment",
    "Erasure",
    "Event",
    "EventRecord",
    "Evidence",
    "Figures",
    "Instant",
    "Instantish",
    "Judgement",
    "Modality",
    "Place",
    "Precedence",
    "Precision",
    "Quantity",
    "Reading",
    "Reinstatement",
    "Relation",
    "Retraction",
    "Source",
    "Speaker",
    "Stance",
    "Statement",
    "Strike",
    "Tense",
    "UnknownRecord",
    "Verdict",
    "When",
    "every_figure",
    "every_place",
    "instant",
    "kind",
    "phrase",
    "quantity",
    "relation",
    "when",
]
