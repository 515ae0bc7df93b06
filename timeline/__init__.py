"""
What happened, who says so, and what was known when.

The flow, in one line:
records → codec → log → resolution → chronology → ledger → projections → writers
"""

from timeline.chronology import Chronology
from timeline.codec import record_id
from timeline.errors import TimelineError
from timeline.ledger import Log, open_log
from timeline.log import Receipt, Recorded
from timeline.projections import changes
from timeline.records import (
    Cause,
    Correction,
    Deployment,
    Erasure,
    Event,
    EventRecord,
    Evidence,
    Judgement,
    Modality,
    Place,
    Precedence,
    Quantity,
    Reading,
    Reinstatement,
    Relation,
    Retraction,
    Source,
    Speaker,
    Stance,
    Statement,
    Strike,
    Tense,
    Verdict,
    When,
    kind,
    phrase,
    quantity,
    relation,
)
from timeline.resolution import Entry, Policy, Problem, Status
from timeline.writers import write

__version__ = "0.1.0.dev0"

__all__ = [
    "Cause",
    "Chronology",
    "Correction",
    "Deployment",
    "Entry",
    "Erasure",
    "Event",
    "EventRecord",
    "Evidence",
    "Judgement",
    "Log",
    "Modality",
    "Place",
    "Policy",
    "Precedence",
    "Problem",
    "Quantity",
    "Reading",
    "Receipt",
    "Recorded",
    "Reinstatement",
    "Relation",
    "Retraction",
    "Source",
    "Speaker",
    "Stance",
    "Statement",
    "Status",
    "Strike",
    "Tense",
    "TimelineError",
    "Verdict",
    "When",
    "changes",
    "kind",
    "open_log",
    "phrase",
    "quantity",
    "record_id",
    "relation",
    "write",
]
