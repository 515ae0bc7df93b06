"""The commands that prove: keys, checkpoints, proofs, bundles and copies, as files and pipes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from timeline.cli import main
from timeline.codec import record_id
from timeline.ledger import open_log
from timeline.log.key_file import open_key
from timeline.log.proofs import check_record
from timeline.testing.rows import event

ORIGIN = "example.org/case-1"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a log of five records."""
    with open_log(tmp_path / "case.db", origin=ORIGIN) as log:
        log.append(*(event(number) for number in range(1, 6)))
    return tmp_path / "case.db"


@pytest.fixture
def key(path: Path) -> Path:
    """Return the file of its key."""
    run("key", path, path.with_name("case.key"))
    return path.with_name("case.key")


@pytest.fixture
def signed(path: Path, key: Path) -> Path:
    """Return the file of its signed checkpoint."""
    found = path.with_name("checkpoint")
    found.write_bytes(run("checkpoint", path, "--key", key).stdout_bytes)
    return found


def run(*words: object) -> Result:
    """Run a command line."""
    return CliRunner(env={"COLUMNS": "200"}).invoke(main, [str(word) for word in words])


def test_key_prints_what_may_be_given_away(path: Path) -> None:
    """The verifier key bears the name of the log; the secret is in the file alone."""
    secret = path.with_name("case.key")
    result = run("key", path, secret)
    assert (result.exit_code, result.stdout) == (0, f"{open_key(secret).verifier}\n")
    assert result.stdout.startswith(f"{ORIGIN}+")
    assert secret.read_text(encoding="utf-8").strip() not in result.output


def test_checkpoint_is_the_note_and_nothing_else(path: Path, key: Path) -> None:
    """So it can be sent to a file; without a key it is the three lines."""
    with open_log(path) as log:
        assert run("checkpoint", path).stdout == str(log.checkpoint())
        assert run("checkpoint", path, "--key", key).stdout == str(log.checkpoint(open_key(key)))


def test_prove_prints_a_proof_that_holds(path: Path, key: Path, signed: Path) -> None:
    """By position or by id, against the file of the checkpoint or what comes through a pipe."""
    with open_log(path) as log:
        body = list(log._store.rows())[3].body or b""
    for named in (3, record_id(event(3))):
        proof = run("prove", path, named, "--checkpoint", signed).stdout
        assert check_record(body, proof, [open_key(key).verifier]).index == 3
    words = [str(path), "3", "--checkpoint", "-"]
    piped = CliRunner().invoke(main, ["prove", *words], input=signed.read_bytes())
    assert piped.stdout == proof


def test_verify_holds_the_log_against_checkpoints(path: Path, key: Path, signed: Path) -> None:
    """An earlier checkpoint of the log is well; the key may be a text or a file of keys."""
    with open_log(path) as log:
        log.append(event(9))
    public = key.with_name("case.key.pub")
    for given in (public, public.read_text(encoding="utf-8").strip()):
        result = run("verify", path, "--checkpoint", signed, "--vkey", given)
        assert (result.exit_code, result.stdout[:22]) == (0, "6 records; position 6,")


def test_verify_finds_a_shortened_log_by_a_checkpoint(path: Path, signed: Path) -> None:
    """What verify alone cannot see, it sees by what was noted."""
    shorter = path.with_name("shorter.db")
    with open_log(shorter, origin=ORIGIN) as log:
        log.append(event(1))
    assert run("verify", shorter).exit_code == 0
    result = run("verify", shorter, "--checkpoint", signed)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "position 2: is missing; a checkpoint covers 6 rows" in result.stderr


def test_bundle_is_checked_by_a_key_from_elsewhere(path: Path, key: Path, signed: Path) -> None:
    """Written with one command, checked with another."""
    bundle, stamp = path.with_name("e.zip"), path.with_name("c.tsr")
    stamp.write_bytes(b"token")
    public = key.with_name("case.key.pub")
    words = ["--checkpoint", signed, "--vkey", public, "--stamp", stamp]
    assert run("bundle", path, 3, bundle, *words).exit_code == 0
    result = run("check", bundle, "--vkey", public)
    said = f"record 3 of 6 of {ORIGIN}; the checkpoint: signed by a key that was given\n"
    assert (result.exit_code, result.stdout) == (0, said)
    assert "its signature was not checked" in run("check", bundle).stdout


def test_bundle_of_a_stranger_is_refused(path: Path, signed: Path, key: Path) -> None:
    """The key in the bundle does not count."""
    bundle, other = path.with_name("e.zip"), path.with_name("other.key")
    run("bundle", path, 3, bundle, "--checkpoint", signed, "--vkey", f"{key}.pub")
    run("key", path, other)
    result = run("check", bundle, "--vkey", f"{other}.pub")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "by no key that was given" in result.stderr


def test_copy_withholds_what_is_named(path: Path) -> None:
    """By position and by id; verify of the copy says so, and the checkpoint stays."""
    copied = path.with_name("copy.jsonl")
    result = run("copy", path, copied, "--withhold", 2, "--withhold", record_id(event(4)))
    said = "5 records, 2 of them withheld (2, 4); position 5, "
    assert (result.exit_code, result.stdout[: len(said)]) == (0, said)
    assert run("verify", copied).stdout == result.stdout
    assert run("checkpoint", copied).stdout == run("checkpoint", path).stdout


def test_many_withheld_positions_are_shortened(path: Path) -> None:
    """Ten are named, and a sign says that there are more."""
    with open_log(path) as log:
        log.append(*(event(number) for number in range(20, 40)))
    named = [word for at in range(1, 12) for word in ("--withhold", at)]
    result = run("copy", path, path.with_name("copy.db"), *named)
    assert "11 of them withheld (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, …);" in result.stdout


@pytest.mark.parametrize(
    "words,message",
    [
        (("prove", 9), "position 9 is not in the log; ask for 0 to 5"),
        (("prove", "sha256:0"), "sha256:0 is not in this log"),
        (("checkpoint", "--key", "absent.key"), "check the name"),
        (("verify", "--vkey", "a+b+c"), "verifier key: has no base64 behind its second '+'"),
        (("copy", "copy.db", "--withhold", 0), "position 0 names the log, and stays"),
    ],
)
def test_error_is_one_line(path: Path, words: tuple[object, ...], message: str) -> None:
    """What fails is told on standard error, without a traceback."""
    command, *rest = words
    rest = [path.with_name(str(each)) if str(each).startswith("copy") else each for each in rest]
    result = run(command, path, *rest)
    assert message in result.output
    assert result.output.count("\n") == 1


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="this system has no pseudo-terminals")
def test_progress_is_shown_on_a_terminal_alone(path: Path) -> None:
    """A bar on standard error where that is a terminal, nothing where it is a pipe."""
    with open_log(path) as log:
        log.append(*(event(number) for number in range(100, 3_000)))
    call = [sys.executable, "-c", "from timeline.cli import main; main()", "verify", str(path)]
    ours, theirs = os.openpty()
    shown = subprocess.run(call, stdout=subprocess.PIPE, stderr=theirs, check=True)  # noqa: S603 - our own program
    os.close(theirs)
    bar = os.read(ours, 100_000)
    os.close(ours)
    piped = subprocess.run(call, capture_output=True, check=True)  # noqa: S603 - as above
    assert "verify" in bar.decode()
    assert (piped.stderr, piped.stdout) == (b"", shown.stdout)
