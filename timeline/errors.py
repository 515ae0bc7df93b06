"""
Every exception of the library, in one tree.

```text
TimelineError
├── WhenError              (ValueError)    text that is no uncertain time
├── InstantError           (ValueError)    an instant without an offset, or no instant
├── QuantityError          (ValueError)    a figure that contradicts itself, or words that are none
├── RecordError                            a record that may not exist
│   ├── FieldError         (ValueError)    a field holds what it may not
│   ├── MissingFieldError  (TypeError)     a required field is absent
│   └── UnknownFieldError  (TypeError)     a field that the record does not have
├── KindError              (ValueError)    a kind or an upcaster that cannot be registered
├── CodecError             (ValueError)    bytes that are not a canonical record
├── NoteError              (ValueError)    text that is no checkpoint, proof, signed note or key
├── ProofError             (ValueError)    a signature or a proof that does not hold
├── LogError
│   ├── StoreError         (OSError)       the file or server refuses
│   ├── ClosedLogError     (ValueError)    the log is closed
│   ├── AppendError        (ValueError)    a record that this log may not take
│   ├── ConflictError      (ValueError)    the log is not at the expected position
│   └── IntegrityError     (ValueError)    the log was changed; names the position
├── MomentError            (ValueError)    an as-of that cannot be answered
├── OtherChronologyError   (ValueError)    two chronologies that are not of one log
├── TokenError                             a token that cannot be made, read or answered
│   ├── TokenTextError     (ValueError)    text that is no token, or was damaged on the way
│   ├── SelectionError     (ValueError)    a selection has no token of its own
│   ├── OtherLogError      (ValueError)    the log does not hold what was cited
│   ├── OtherRulesError    (ValueError)    it was made by rules of another version
│   ├── OtherPolicyError   (ValueError)    it was made under a policy of another name
│   └── UnknownPolicyError (LookupError)   it was made under a policy that is not known here
├── ProjectionError                        a projection that cannot go on
│   ├── FoldError          (ValueError)    a fold, or a state of it, that cannot be
│   ├── NoStateError       (LookupError)   no state is kept that this program can read
│   └── PoisonError        (ValueError)    a fold stops at a record; names it
├── UnknownKeyError        (LookupError)   no such happening in this chronology
├── UnknownKindError       (LookupError)   no kind of that name is registered
├── FormatError            (LookupError)   no writer or reader of that name
└── MissingExtraError      (ImportError)   an optional dependency is not installed
```

Every message says what is wrong, where, and what to write instead.
"""

from attrs import define


class TimelineError(Exception):
    """Base of all errors of the library."""

    @property
    def message(self) -> str:
        """What is wrong, where, and what to do next."""
        return super().__str__()

    def __str__(self) -> str:
        return self.message


@define(slots=False)
class WhenError(TimelineError, ValueError):
    """Text that is no uncertain time; `at` counts characters from 0."""

    text: str
    at: int
    expected: str

    @property
    def message(self) -> str:
        """The text, the place in it, and what was expected there."""
        return f"{shown(self.text)} at character {self.at + 1}: expected {self.expected}"


@define(slots=False)
class InstantError(TimelineError, ValueError):
    """Something that is no exact instant, or one without an offset."""

    value: object
    problem: str
    advice: str

    @property
    def message(self) -> str:
        """The value, its fault, and how to write an instant."""
        return f"{shown(self.value)} {self.problem}; {self.advice}"


@define(slots=False)
class QuantityError(TimelineError, ValueError):
    """A figure that contradicts itself, or words that say no figure."""

    value: object
    problem: str
    advice: str

    @property
    def message(self) -> str:
        """The value, its fault, and what to write instead."""
        return f"{shown(self.value)} {self.problem}; {self.advice}"


class RecordError(TimelineError):
    """A record that may not exist."""


@define(slots=False)
class FieldError(RecordError, ValueError):
    """A field holds what it may not."""

    record: str
    field: str
    problem: str

    @property
    def message(self) -> str:
        """The record, the field, and its fault."""
        return f"{self.record}.{self.field}: {self.problem}"


@define(slots=False)
class MissingFieldError(RecordError, TypeError):
    """Required fields are absent."""

    record: str
    fields: tuple[str, ...]

    @property
    def message(self) -> str:
        """The record and the fields to give."""
        names = ", ".join(self.fields)
        return f"{self.record}: missing {names}; give {names}="


@define(slots=False)
class UnknownFieldError(RecordError, TypeError):
    """A field that the record does not have."""

    record: str
    field: str
    known: tuple[str, ...]
    meant: str | None

    @property
    def message(self) -> str:
        """The record, the field, and the nearest known one."""
        hint = f"did you mean {self.meant}?" if self.meant else f"known: {', '.join(self.known)}"
        return f"{self.record}: unknown field {shown(self.field)}; {hint}"


@define(slots=False)
class KindError(TimelineError, ValueError):
    """A kind or an upcaster that cannot be registered."""

    kind: str
    problem: str

    @property
    def message(self) -> str:
        """The kind and why it was refused."""
        return f"kind {shown(self.kind)}: {self.problem}"


@define(slots=False)
class CodecError(TimelineError, ValueError):
    """Bytes or values that are not a canonical record; `path` is a JSON path."""

    path: str
    problem: str

    @property
    def message(self) -> str:
        """The fault and its place."""
        return f"{self.problem} @ {self.path}"


@define(slots=False)
class NoteError(TimelineError, ValueError):
    """Text that is no checkpoint, proof, signed note or key; `line` counts from 1."""

    what: str
    line: int | None
    problem: str

    @property
    def message(self) -> str:
        """What was read, the line in it, and the fault."""
        place = "" if self.line is None else f", line {self.line}"
        return f"{self.what}{place}: {self.problem}"


@define(slots=False)
class ProofError(TimelineError, ValueError):
    """A signature or a proof that does not hold, or cannot be made."""

    what: str
    problem: str
    advice: str

    @property
    def message(self) -> str:
        """What was checked, why it does not hold, and what to do."""
        return f"{self.what} {self.problem}; {self.advice}"


class LogError(TimelineError):
    """The log refuses."""


@define(slots=False)
class StoreError(LogError, OSError):
    """The file or server behind the log refuses."""

    target: str
    problem: str
    advice: str

    @property
    def message(self) -> str:
        """The target, its fault, and what to do."""
        return f"{self.target}: {self.problem}; {self.advice}"


@define(slots=False)
class ClosedLogError(LogError, ValueError):
    """The log was used after it was closed."""

    target: str

    @property
    def message(self) -> str:
        """The target, and how to go on."""
        return f"{self.target}: the log is closed; open it again with open_log"


@define(slots=False)
class AppendError(LogError, ValueError):
    """A record that this log may not take; nothing of the batch was taken."""

    id: str
    problem: str

    @property
    def message(self) -> str:
        """The id and the reason."""
        return f"{self.id}: {self.problem}; nothing was appended"


@define(slots=False)
class ConflictError(LogError, ValueError):
    """The log is not at the position that the writer expected."""

    expected: int
    actual: int

    @property
    def message(self) -> str:
        """Both positions, and how to go on."""
        return (
            f"the log is at position {self.actual}, not {self.expected}; "
            "read what is new, decide again, append again; nothing was appended"
        )


@define(slots=False)
class IntegrityError(LogError, ValueError):
    """The stored bytes are not those that were appended."""

    position: int
    problem: str

    @property
    def message(self) -> str:
        """The first position that fails, and how."""
        return f"position {self.position}: {self.problem}"


@define(slots=False)
class MomentError(TimelineError, ValueError):
    """An as-of that cannot be answered."""

    problem: str
    advice: str

    @property
    def message(self) -> str:
        """The fault and what to ask instead."""
        return f"{self.problem}; {self.advice}"


@define(slots=False)
class OtherChronologyError(TimelineError, ValueError):
    """Two chronologies that are not of one log: at one position, their chains differ."""

    position: int
    before: str
    after: str

    @property
    def message(self) -> str:
        """Where the two logs differ, and what to compare instead."""
        digests = f"{self.before[:12]}… in the one and {self.after[:12]}… in the other"
        problem = f"these chronologies are of two logs: the chain at position {self.position} is"
        return f"{problem} {digests}; compare two as-ofs of one log"


class TokenError(TimelineError):
    """A token that cannot be made, read or answered."""


@define(slots=False)
class TokenTextError(TokenError, ValueError):
    """Text that is no token, one of another format, or one that was damaged on the way."""

    text: object
    problem: str
    advice: str

    @property
    def message(self) -> str:
        """The text, its fault, and what to do."""
        return f"{shown(self.text)} {self.problem}; {self.advice}"


@define(slots=False)
class SelectionError(TokenError, ValueError):
    """A selection has no token of its own."""

    selected: int
    whole: int

    @property
    def message(self) -> str:
        """How much was selected, and what to cite."""
        chosen = f"a selection, {self.selected} of {self.whole} entries, has no token"
        return f"{chosen}; cite its .whole.token, and say in words what you selected"


@define(slots=False)
class OtherLogError(TokenError, ValueError):
    """The log does not hold what was cited; `found` is None where it ends before."""

    position: int
    cited: str
    found: str | None
    last: int

    @property
    def message(self) -> str:
        """Where it differs from the log that was cited, and what to open."""
        if self.found is None:
            problem = f"the token is of position {self.position}, and the log ends at {self.last}"
            return f"{problem}; open the log that was cited, whole, or a newer copy of it"
        digests = f"{self.found[:12]}…, not {self.cited[:12]}…"
        problem = f"at position {self.position} the log has the digest {digests}"
        return f"{problem}: it is another one, or was rewritten; open the log that was cited"


@define(slots=False)
class OtherRulesError(TokenError, ValueError):
    """A token was made by rules of another version; `release` had them first, if known here."""

    made_by: int
    here: int
    release: str | None

    @property
    def message(self) -> str:
        """Both versions, and where to find the rules that made it."""
        source = f"timeline-ledger {self.release}" if self.release else "a newer timeline-ledger"
        return (
            f"the token was made by rules {self.made_by}, and this program has rules {self.here};"
            f" ask {source}, or ask for its position and published date here, and cite that anew"
        )


@define(slots=False)
class OtherPolicyError(TokenError, ValueError):
    """A token was made under a policy of another name than the one that was given."""

    cited: str
    given: str

    @property
    def message(self) -> str:
        """Both names, and how to give the right policy."""
        problem = f"the token was made under the policy {shown(self.cited)}"
        return f"{problem}, not {shown(self.given)}; give that one: as_of(token=…, policy=…)"


@define(slots=False)
class ProjectionError(TimelineError):
    """A projection that cannot go on."""

    name: str
    problem: str
    advice: str

    @property
    def message(self) -> str:
        """The projection, its fault, and what to do."""
        return f"projection {shown(self.name)}: {self.problem}; {self.advice}"


class FoldError(ProjectionError, ValueError):
    """A fold that cannot be registered, or a state that it cannot have."""


class NoStateError(ProjectionError, LookupError):
    """No state of a projection is kept that this program can read."""


@define(slots=False)
class PoisonError(ProjectionError, ValueError):
    """A fold stops at a record, which `position` names in a log; what was folded before stands."""

    position: int | None
    kind: str
    id: str

    @property
    def message(self) -> str:
        """The projection, the record, and why it stopped there."""
        at = "" if self.position is None else f"position {self.position}, "
        place = f"stopped at {at}kind {self.kind}, {self.id}"
        return f"projection {shown(self.name)} {place}: {self.problem}; {self.advice}"


@define(slots=False)
class UnknownPolicyError(TokenError, LookupError):
    """A token was made under a policy, or a rule of status, that the library does not have."""

    name: str
    argument: str

    @property
    def message(self) -> str:
        """The name, and how to give what it names."""
        problem = f"the token was made under {shown(self.name)}, which the library does not have"
        give = f"as_of(token=…, {self.argument}=…)"
        return f"{problem}; give the one that was cited: {give}"


@define(slots=False)
class UnknownKeyError(TimelineError, LookupError):
    """No happening of that key in this chronology."""

    key: str
    meant: str | None

    @property
    def message(self) -> str:
        """The key and the nearest known one."""
        hint = (
            f"did you mean {shown(self.meant)}?" if self.meant else "see entry.key of its entries"
        )
        return f"no entry {shown(self.key)} as known here; {hint}"


@define(slots=False)
class UnknownKindError(TimelineError, LookupError):
    """No kind of that name is registered in this program."""

    kind: str
    meant: str | None

    @property
    def message(self) -> str:
        """The kind and the nearest known one."""
        advice = "import the module that registers it"
        hint = f"did you mean {shown(self.meant)}?" if self.meant else advice
        return f"no kind {shown(self.kind)}; {hint}"


@define(slots=False)
class FormatError(TimelineError, LookupError):
    """No writer or reader of that name."""

    name: str
    known: tuple[str, ...]

    @property
    def message(self) -> str:
        """The name and those that exist."""
        return f"no format {shown(self.name)}; known: {', '.join(self.known)}"


@define(slots=False)
class MissingExtraError(TimelineError, ImportError):
    """An optional dependency is not installed."""

    feature: str
    extra: str

    @property
    def message(self) -> str:
        """The feature and the command that installs what it needs."""
        return (
            f'{self.feature} needs the "{self.extra}" extra: '
            f'pip install "timeline-ledger[{self.extra}]"'
        )


LONGEST_SHOWN = 80


def shown(value: object) -> str:
    """Return a short, quoted, printable form of a value for a message; long texts are cut."""
    if isinstance(value, str):
        cut = value if len(value) <= LONGEST_SHOWN else value[:LONGEST_SHOWN] + "…"
        return ascii(cut) if not cut.isprintable() else repr(cut)
    text = repr(value)
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"
