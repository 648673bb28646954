import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from plugins import catalogues
from plugins.messages import NOTHING, said_in, say, sentences, terminal_language
from plugins.problems import Problem
from plugins.site import Site
from tests.sites import ROOT, TestSite


def test_a_message_is_english_text() -> None:
    assert say("the file must be TOML; %(error)s", error="no value") == "the file must be TOML; no value"


def test_a_message_can_also_be_said_in_korean() -> None:
    said = said_in(say("Rename it."), "ko")
    assert said != "Rename it."
    assert any("가" <= letter <= "힣" for letter in said)


def test_values_stay_as_they_are_and_messages_among_them_are_said_too() -> None:
    rule = say("the link must lead to an anchor of %(place)s", place="about.html")
    said = said_in(say("%(rule)s; it is '%(written)s'", rule=rule, written="#of"), "ko")
    assert "about.html" in said
    assert "#of" in said
    assert "anchor" not in said


def test_in_a_language_without_catalogue_a_message_is_english() -> None:
    assert said_in(say("Rename it."), "fr") == "Rename it."


def test_what_is_no_message_is_said_as_it_is() -> None:
    assert said_in("campaigns.csv", "ko") == "campaigns.csv"


def test_sentences_are_one_message_without_the_empty_ones() -> None:
    both = sentences(say("Rename it."), NOTHING, say("Keep one."))
    assert both == "Rename it. Keep one."
    assert said_in(both, "ko") == f"{said_in(say('Rename it.'), 'ko')} {said_in(say('Keep one.'), 'ko')}"


def test_a_message_survives_the_way_to_another_process() -> None:
    message = pickle.loads(pickle.dumps(say("%(path)s exists already", path="x.md")))  # noqa: S301  our own bytes
    assert said_in(message, "ko") == said_in(say("%(path)s exists already", path="x.md"), "ko")


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"SITE_MESSAGES": "ko", "LANG": "en_US.UTF-8"}, "ko"),
        ({"SITE_MESSAGES": "", "LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LC_ALL": "C.UTF-8", "LANG": "ko_KR.UTF-8"}, "c"),
        ({"LC_MESSAGES": "ko_KR.UTF-8", "LANG": "en_US.UTF-8"}, "ko"),
        ({}, "en"),
    ],
)
def test_the_language_is_the_chosen_one_or_the_terminals(environment: dict[str, str], code: str) -> None:
    assert terminal_language(environment)[:2].rstrip(".") == code


def test_every_message_is_translated_with_all_its_placeholders() -> None:
    site, problems = Site(ROOT), list[Problem]()
    wanted = catalogues.message_words(site)
    assert len([message for message in wanted if message.id]) > 200
    words = catalogues.catalogue(site, "ko", problems, catalogues.MESSAGES)
    assert words is not None
    problems.extend(catalogues.broken_words(site, "ko", words, catalogues.MESSAGES))
    assert (problems, list(catalogues.gaps(site, "ko", words, wanted, catalogues.MESSAGES))) == ([], [])


def complaints(site: TestSite, **environment: str) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "SITE_"))}
    command = [sys.executable, "-m", "plugins.checks"]
    done = subprocess.run(
        command, cwd=site.root, env={**clean, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    return done.stderr


def test_an_editor_with_a_korean_terminal_reads_korean_with_the_same_places(site: TestSite) -> None:
    path = Path("content/ko/pages/about.md")
    site.write(str(path), "Title: 소개\nSumary: 요약\n\n본문 [링크](nowhere.html)\n")
    english, korean = complaints(site), complaints(site, LANG="ko_KR.UTF-8")
    assert korean == complaints(site, SITE_MESSAGES="ko", LANG="en_US.UTF-8")

    def places(said: str) -> list[str]:
        return [line.split(" ")[0] for line in said.splitlines() if line.startswith("content/")]

    assert places(english) == places(korean)
    assert "must" not in korean
