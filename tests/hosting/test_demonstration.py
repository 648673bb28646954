from pathlib import Path

import pytest

from plugins.hosting.demonstration import demonstration
from plugins.hosting.deploy.__main__ import main
from plugins.messages import Message
from tests.hosting.versions import version
from tests.sites import ADDRESS, committed_site


def test_only_the_word_yes_asks_for_a_demonstration() -> None:
    assert demonstration({}) is False
    assert demonstration({"SITE_DEMO": ""}) is False
    assert demonstration({"SITE_DEMO": "yes"}) is True


@pytest.mark.parametrize("word", ["no", "false", "0", "Yes", " yes", "true"])
def test_any_other_word_is_refused(word: str) -> None:
    assert isinstance(demonstration({"SITE_DEMO": word}), Message)


def test_a_wrong_word_publishes_nothing(tmp_path: Path) -> None:
    site = committed_site(tmp_path / "site")
    done = site.publish("--siteurl", ADDRESS, "--demo", SITE_DEMO="no")
    assert done.status == 2
    assert "SITE_DEMO must be yes, or be left out; it is something else." in done.complained
    assert not done.output.exists()


def test_the_setting_lets_invented_records_out_and_nothing_else_does(tmp_path: Path) -> None:
    site = committed_site(tmp_path / "site")
    refused = "incidents must be real to be published; it is an example"
    assert refused in site.publish("--siteurl", "http://wrong.example.org").complained
    assert refused not in site.publish("--siteurl", "http://wrong.example.org", SITE_DEMO="yes").complained


def test_a_deploy_reads_the_same_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    source, place = version(tmp_path / "public", "one", example=True), tmp_path / "served"
    command = ["folder", f"--source={source}", "--no-verify", str(place)]
    for word, status in (("no", 2), ("", 1), ("yes", 0)):
        assert not place.exists()
        monkeypatch.setenv("SITE_DEMO", word)
        assert main(command) == status, capsys.readouterr()
    assert (place / "index.html").is_file()
