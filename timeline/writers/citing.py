"""What every outward form ends with: the token by which its chronology is asked for again."""

from timeline.chronology import Chronology


def citing(chronology: Chronology) -> str:
    """Return the words in front of the token; they say so where entries were selected."""
    whole = chronology.whole
    if whole is chronology:
        return "Cite this chronology as"
    return f"A selection, {len(chronology)} of {len(whole)} entries; cite the whole as"


def cited_as(chronology: Chronology) -> str:
    """Return the token, of the whole where entries were selected."""
    return str(chronology.whole.token)
