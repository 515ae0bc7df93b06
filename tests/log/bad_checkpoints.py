"""Signed checkpoints that must be refused, each for one reason."""

from collections.abc import Iterator

from timeline.log.checkpoints import Checkpoint, signed
from timeline.log.notes import to_base64
from timeline.log.signing import Signer, new_signer


def bad_checkpoints(good: Checkpoint, signer: Signer) -> Iterator[tuple[str, bytes]]:
    """Return notes like a good checkpoint, of which each has one fault, by the fault's name."""
    note = str(signed(good, signer))
    text, _, line = note.partition("\n\n")
    text += "\n"
    origin, size, root = text.split("\n")[:3]
    altered = {
        "origin changed": note.replace(origin, f"{origin}-b", 1),
        "size changed": note.replace(f"\n{size}\n", f"\n{int(size) + 1}\n"),
        "root changed": note.replace(root, to_base64(bytes(32))),
        "signature changed": note[:-9] + ("A" if note[-9] != "A" else "B") + note[-8:],
        "not signed": text,
        "no empty line": text + line,
        "cut off": note[:-1],
        "nothing behind the empty line": f"{text}\n",
        "carriage returns": note.replace("\n", "\r\n"),
        "tab": note.replace(f"\n{size}\n", f"\n{size}\t\n"),
        "hyphen for a dash": note.replace("— ", "- "),
        "no space behind the dash": note.replace("— ", "—"),
        "key name with a plus": note.replace(f"— {origin}", f"— {origin}+b"),
        "no key name": note.replace(f"— {origin} ", "—  "),
        "signature not in base64": note[:-9] + "*" + note[-8:],
        "signature without padding": note.replace("=\n", "\n") if "=\n" in line else note[:-2],
        "signature of four bytes": f"{text}\n— {origin} {to_base64(signer.verifier.id)}\n",
        "other key id": f"{text}\n— {origin} {to_base64(bytes(68))}\n",
        "signed by another key": str(signed(good, new_signer(origin))),
        "text behind the signatures": f"{note}more\n",
        "too many signatures": note + f"— w.example {to_base64(bytes(68))}\n" * 100,
    }
    for fault, data in altered.items():
        yield fault, data.encode()
    yield "half a character", note.encode().replace(b"\n", b"\xff\n", 1)
    bodies = {
        "leading zero": f"{origin}\n0{size}\n{root}\n",
        "sign": f"{origin}\n+{size}\n{root}\n",
        "negative": f"{origin}\n-{size}\n{root}\n",
        "size in words": f"{origin}\nseven\n{root}\n",
        "size too large": f"{origin}\n{2**63}\n{root}\n",
        "no size": f"{origin}\n\n{root}\n",
        "two lines": f"{origin}\n{size}\n",
        "extension line": f"{text}more\n",
        "root of 31 bytes": f"{origin}\n{size}\n{to_base64(bytes(31))}\n",
        "root not in base64": f"{origin}\n{size}\n{root[:-2]}*=\n",
    }
    for fault, body in bodies.items():
        yield f"signed: {fault}", f"{body}\n{signer.signature(body)}".encode()
