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
    Reinstatement,
    Retraction,
    Source,
    Speaker,
    Stance,
    Statement,
    Strike,
    Verdict,
    When,
    kind,
    quantity,
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
    "Receipt",
    "Recorded",
    "Reinstatement",
    "Retraction",
    "Source",
    "Speaker",
    "Stance",
    "Statement",
    "Status",
    "Strike",
    "TimelineError",
    "Verdict",
    "When",
    "changes",
    "kind",
    "open_log",
    "quantity",
    "record_id",
    "write",
]
