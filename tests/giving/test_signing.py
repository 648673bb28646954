import shutil
from pathlib import Path

import pytest
from minisign import KeyPair

from plugins.giving.__main__ import main
from plugins.giving.signed_file import FILES, wrong_signature
from tests.sites import TINY

PASSWORD = "correct horse battery"  # of keys that live for one test


def typed(*answers: str) -> object:
    waiting = list(answers)
    return lambda words: waiting.pop(0)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(TINY / "data", tmp_path / "project" / "data")
    return tmp_path / "project"


@pytest.fixture
def key(project: Path, tmp_path: Path) -> Path:
    """A throw-away key with a password, its public half in the project."""
    path = tmp_path / "secret.key"
    assert run(project, "key", path, PASSWORD, PASSWORD) == 0
    return path


def run(project: Path, what: str, key: Path | None = None, *answers: str) -> int:
    given = ["--key", str(key)] if key else []
    return main([what, "--root", str(project), *given], ask=typed(*answers))  # type: ignore[arg-type]


def test_a_new_key_signs_and_its_public_half_verifies(project: Path, key: Path) -> None:
    assert run(project, "verify") == 1  # signed by another key
    assert run(project, "sign", key, PASSWORD) == 0
    assert run(project, "verify") == 0
    assert wrong_signature(project / "data") is None


def test_the_secret_key_is_for_its_owner_only_and_locked(key: Path) -> None:
    assert key.stat().st_mode & 0o777 == 0o600
    assert b"encrypted" in key.read_bytes()


def test_a_key_without_a_password_of_the_program_minisign_signs_too(project: Path, tmp_path: Path) -> None:
    pair = KeyPair.generate()
    path = tmp_path / "plain.key"
    path.write_bytes(bytes(pair.secret_key) + b"\n")
    (project / "data" / "donations.pub").write_bytes(bytes(pair.public_key) + b"\n")
    assert run(project, "sign", path) == 0
    assert run(project, "verify") == 0


def test_nothing_of_the_secret_key_comes_into_the_project_or_onto_the_screen(
    project: Path, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, "sign", key, PASSWORD) == 0
    secret = key.read_text().splitlines()[1]
    told = capsys.readouterr()
    pieces = [secret[start : start + 24] for start in range(0, len(secret) - 24, 8)]
    written = [path.read_text("utf-8", "replace") for path in project.rglob("*") if path.is_file()]
    assert not any(piece in text for piece in pieces for text in (*written, told.out, told.err))
    assert not any(PASSWORD in text for text in (*written, told.out, told.err))
    assert not list(project.rglob("*.key")) + list(project.rglob("*.part"))


@pytest.mark.parametrize("what", ["key", "sign"])
def test_a_secret_key_inside_the_project_is_refused(
    project: Path, tmp_path: Path, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "door").symlink_to(project / "data")
    for inside in (project / "secret.key", project / "data" / "secret.key", tmp_path / "door" / "secret.key"):
        assert run(project, what, inside, PASSWORD, PASSWORD) == 1
        assert not inside.exists()
        assert "must lie outside the project's folder" in capsys.readouterr().err


def test_a_key_is_never_overwritten(project: Path, key: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = key.read_bytes()
    assert run(project, "key", key, PASSWORD, PASSWORD) == 1
    assert key.read_bytes() == before
    assert "A key is never overwritten." in capsys.readouterr().err


@pytest.mark.parametrize("answers", [("short", "short"), (PASSWORD, PASSWORD + "!")])
def test_a_weak_or_mistyped_password_makes_no_key(project: Path, tmp_path: Path, answers: tuple[str, str]) -> None:
    assert run(project, "key", tmp_path / "other.key", *answers) == 1
    assert not (tmp_path / "other.key").exists()


def test_a_wrong_password_signs_nothing(project: Path, key: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = [(project / "data" / name).read_bytes() for name in FILES]
    assert run(project, "sign", key, "something else") == 1
    assert [(project / "data" / name).read_bytes() for name in FILES] == before
    assert "The password must be that of the key; it is not." in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"no key", b"untrusted comment: x\nAAAA\n", b"\xff\xfe\x00"])
def test_what_is_no_key_is_said_without_a_traceback(
    project: Path, tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.key").write_bytes(content)
    assert run(project, "sign", tmp_path / "x.key", PASSWORD) == 1
    assert "must be a secret key of minisign" in capsys.readouterr().err


def test_another_key_than_the_published_one_signs_nothing(
    project: Path, key: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(TINY / "data" / "donations.pub", project / "data" / "donations.pub")
    assert run(project, "sign", key, PASSWORD) == 1
    assert "The key must be the one whose public half is data/donations.pub" in capsys.readouterr().err


@pytest.mark.parametrize("name", FILES)
def test_each_byte_of_what_was_signed_counts(project: Path, name: str) -> None:
    path = project / "data" / name
    content = path.read_bytes()
    assert run(project, "verify") == 0
    # The first line of the signature and of the key is a comment that nobody vouches for.
    begin = 0 if name == "donations.json" else content.index(b"\n") + 1
    for place in range(begin, len(content) - 1, max(1, (len(content) - begin) // 60)):
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert wrong_signature(project / "data") is not None, place
    path.unlink()
    assert run(project, "verify") == 1


def test_an_address_that_was_changed_in_the_options_is_not_vouched_for(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project / "data" / "donation_options.json"
    path.write_text(path.read_text().replace("/pscore/once", "/thief/once"))
    assert run(project, "verify") == 1
    assert "must hold exactly the addresses of data/donation_options.json" in capsys.readouterr().err


def test_the_commands_need_or_refuse_a_key(project: Path) -> None:
    for what, given in (("sign", None), ("key", None), ("verify", project.parent / "x.key")):
        with pytest.raises(SystemExit) as left:
            run(project, what, given)
        assert left.value.code == 2


def test_without_a_terminal_no_password_is_asked_in_the_open(
    project: Path, key: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def shown(words: str) -> str:
        raise EOFError

    monkeypatch.setattr("plugins.giving.__main__.getpass", shown)
    assert main(["sign", "--root", str(project), "--key", str(key)]) == 1
    assert "must be typed at a terminal" in capsys.readouterr().err
