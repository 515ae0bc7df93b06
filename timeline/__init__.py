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
from timeline.projections import (
    Projection,
    changes,
    explain,
    figure_history,
    forces,
    gaps,
    overlaps,
    plans,
    positions,
    projection,
    running_total,
    sequence,
    silences,
    strikes,
    support,
    total,
)
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
from timeline.resolution.citation import Token
from timeline.resolution.late import Late, Lateness
from timeline.resolution.life.stretches import Gap, Version
from timeline.resolution.versions import Life
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
    "Gap",
    "Judgement",
    "Late",
    "Lateness",
    "Life",
    "Log",
    "Modality",
    "Place",
    "Policy",
    "Precedence",
    "Problem",
    "Projection",
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
    "Token",
    "Verdict",
    "Version",
    "When",
    "changes",
    "explain",
    "figure_history",
    "forces",
    "gaps",
    "kind",
    "open_log",
    "overlaps",
    "phrase",
    "plans",
    "positions",
    "projection",
    "quantity",
    "record_id",
    "relation",
    "running_total",
    "sequence",
    "silences",
    "strikes",
    "support",
    "total",
    "write",
]
