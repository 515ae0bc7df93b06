"""What an evidence bundle says to the stranger who opens it: how to check it, step by step."""

import base64
import hashlib
from collections.abc import Sequence

from timeline.log.proofs import InclusionProof
from timeline.log.signing import Verifier

DER_HEAD = bytes.fromhex("302a300506032b6570032100")
"""What stands before the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410)."""

_HEAD = """\
WHAT THIS IS

This file holds one record of a log, and a proof that the record stands in that log.
You need neither the log nor the program that wrote it, and no network.

  log        {origin}
  record     position {index} of {size} (the count begins at 0)
  root       {root}
  record.json has the SHA-256 {digest}

  record.json          the record, byte for byte as it stands in the log
  record.tlog-proof    the proof, in the form of c2sp.org/tlog-proof
  checkpoint           what the log was: name, number of records, root of its Merkle tree{signed}
  media.sha256         SHA-256 of pictures and documents that the record names, if any, and
                       where the record names them; the files themselves are not in here
  tokens/              what others said about the checkpoint file, such as time stamps, if any


WHAT IT SHOWS, AND WHAT NOT

If the checks below succeed, these bytes were record {index} of the log, and were not changed since
the checkpoint was made. It does not show that the record is true, that it was made at the time
that it bears, or that nobody keeps a second log of the same name. A time stamp in tokens/
shows that the checkpoint, and so the record, existed by the time that it names.

Do not edit or re-save any of the files: one changed byte, and the checks fail.


STEP 1: THE RECORD IS IN THE LOG (Python 3, nothing to install)

Unpack everything into a folder, save the lines between the marks as check.py there, and run
it in that folder with:  python3 check.py

----8<---- check.py
{script}----8<----

It prints the root and says "the record is in the tree", or stops with an error.
Each hash it uses is SHA-256: a leaf is the hash of a byte 0 and the record, a node that of a
byte 1 and the two hashes below it (RFC 6962, section 2.1).

"""

_SCRIPT = """\
import base64, hashlib, pathlib

def sha(data):
    return hashlib.sha256(data).digest()

record = pathlib.Path("record.json").read_bytes()
proof = pathlib.Path("record.tlog-proof").read_bytes().decode()
checkpoint = pathlib.Path("checkpoint").read_bytes().decode()
head, _, below = proof.partition("\\n\\n")
assert below == checkpoint, "the proof is of another checkpoint"
lines = [line for line in head.split("\\n") if not line.startswith("extra ")]
assert lines[0] == "c2sp.org/tlog-proof@v1", "no proof of this form"
at = int(lines[1].removeprefix("index "))
origin, size, root = checkpoint.split("\\n")[:3]
last, found = int(size) - 1, sha(b"\\0" + record)
assert 0 <= at <= last, "the record is not covered"
for line in lines[2:]:
    other = base64.b64decode(line)
    assert len(other) == 32 and last, "the proof is too long"
    if at % 2 or at == last:
        found = sha(b"\\1" + other + found)
        while at % 2 == 0 and at:
            at, last = at // 2, last // 2
    else:
        found = sha(b"\\1" + found + other)
    at, last = at // 2, last // 2
assert last == 0, "the proof is too short"
assert found == base64.b64decode(root), "the record is not in the tree"
print("the record is in the tree of", origin, "with the root", root)
{extract}"""

_EXTRACT = """\
text, _, signatures = checkpoint.partition("\\n\\n")
pathlib.Path("signed.txt").write_bytes(text.encode() + b"\\n")
for number, line in enumerate(signatures.splitlines()):
    _, name, signature = line.split(" ")
    data = base64.b64decode(signature)
    pathlib.Path(f"signature-{number}").write_bytes(data[4:])
    print(f"signature-{number} is by", name, data[:4].hex())
"""

_SIGNED = """\
STEP 2: THE CHECKPOINT IS SIGNED (OpenSSL 3)

The key in vkey tells you who claims to have signed. Whoever forges a bundle forges that, too:
compare it with the key that the keeper of the log published elsewhere.

{keys}
check.py wrote signed.txt, which is the checkpoint up to its empty line, and signature-0,
signature-1, ... for each signature, and said by which key each of them is. In the folder, for
signature-0 by key 1:

  openssl pkeyutl -verify -pubin -inkey key-1.pem -rawin -in signed.txt -sigfile signature-0

It says "Signature Verified Successfully", or fails.

With Go instead, golang.org/x/mod/sumdb/note opens the file checkpoint with the line in vkey, and
golang.org/x/mod/sumdb/tlog.CheckRecord checks the hashes in record.tlog-proof.

"""

_KEY = """\
  key {number}: {vkey}
  Save the next three lines as key-{number}.pem:

-----BEGIN PUBLIC KEY-----
{pem}
-----END PUBLIC KEY-----

"""

_UNSIGNED = """\
STEP 2: THE CHECKPOINT IS NOT SIGNED

So step 1 shows that the record belongs to this checkpoint, and nothing shows whose it is.
Compare the checkpoint with one that you have from elsewhere: a message, a printed page,
or a time stamp in tokens/.

"""

_LAST = """\
STEP {step}: TIME STAMPS, PICTURES, DOCUMENTS

  tokens/*.tsr      openssl ts -verify -data checkpoint -in tokens/NAME.tsr -CAfile CHAIN.pem
  tokens/*.ots      ots verify -f checkpoint tokens/NAME.ots
  media.sha256      compare with  sha256sum FILE  for each file that you were given
"""


def how_to(record: bytes, proof: InclusionProof, keys: Sequence[Verifier]) -> str:
    """Return the text of `HOWTO.txt`."""
    lines = proof.checkpoint.text.split("\n")
    head = _HEAD.format(
        origin=proof.checkpoint.origin,
        index=proof.index,
        size=proof.checkpoint.size,
        root=lines[2],
        digest=hashlib.sha256(record).hexdigest(),
        signed="\n  vkey                 the key that signed it" if keys else "",
        script=_SCRIPT.format(extract=_EXTRACT if keys else ""),
    )
    if not keys:
        return head + _UNSIGNED + _LAST.format(step=3)
    told = "".join(
        _KEY.format(number=number, vkey=key, pem=base64.b64encode(DER_HEAD + key.public).decode())
        for number, key in enumerate(keys, 1)
    )
    return head + _SIGNED.format(keys=told) + _LAST.format(step=3)
