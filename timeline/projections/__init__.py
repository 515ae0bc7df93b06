"""Answers: pure folds of chronologies."""

from timeline.projections.buckets import Bucket, Calendar
from timeline.projections.changing.applied import applied
from timeline.projections.changing.change import Change, ChangeKind, Said
from timeline.projections.changing.changes import Changes, changes
from timeline.projections.changing.line import Line, lines
from timeline.projections.counting import NOT_STATED, Total
from timeline.projections.explaining import explain
from timeline.projections.falls import Fall, Withdrawn
from timeline.projections.figure_history import Chosen, FigureHistory, figure_history
from timeline.projections.folds.folded import CaughtUp, Folded, Tally
from timeline.projections.folds.folding import Otherwise
from timeline.projections.folds.projection import Projection, projection
from timeline.projections.folds.stored import Stored
from timeline.projections.forces import Force, Forces, Presence, forces
from timeline.projections.gaps import Overlap, Overlaps, Quiet, Quiets, gaps, overlaps
from timeline.projections.interception import Rate
from timeline.projections.plans import Outcome, Plan, Plans, plans
from timeline.projections.positions import Opposed, Opposition, Positions, positions
from timeline.projections.sequence import Step, Steps, Surety, sequence
from timeline.projections.shares import Group, Left, Rule
from timeline.projections.silences import Fallen, Silence, Silences, Unsaid, Voice, silences
from timeline.projections.strikes import StrikeLine, Strikes, StrikeSums, strikes
from timeline.projections.support import Backing, Copy, Support, support
from timeline.projections.told import Compared, Comparison, Told
from timeline.projections.totals import Totals, running_total, total
from timeline.projections.voices import Position, Side, Turned

__all__ = [
    "NOT_STATED",
    "Backing",
    "Bucket",
    "Calendar",
    "CaughtUp",
    "Change",
    "ChangeKind",
    "Changes",
    "Chosen",
    "Compared",
    "Comparison",
    "Copy",
    "Fall",
    "Fallen",
    "FigureHistory",
    "Folded",
    "Force",
    "Forces",
    "Group",
    "Left",
    "Line",
    "Opposed",
    "Opposition",
    "Otherwise",
    "Outcome",
    "Overlap",
    "Overlaps",
    "Plan",
    "Plans",
    "Position",
    "Positions",
    "Presence",
    "Projection",
    "Quiet",
    "Quiets",
    "Rate",
    "Rule",
    "Said",
    "Side",
    "Silence",
    "Silences",
    "Step",
    "Steps",
    "Stored",
    "StrikeLine",
    "StrikeSums",
    "Strikes",
    "Support",
    "Surety",
    "Tally",
    "Told",
    "Total",
    "Totals",
    "Turned",
    "Unsaid",
    "Voice",
    "Withdrawn",
    "applied",
    "changes",
    "explain",
    "figure_history",
    "forces",
    "gaps",
    "lines",
    "overlaps",
    "plans",
    "positions",
    "projection",
    "running_total",
    "sequence",
    "silences",
    "strikes",
    "support",
    "total",
]
