"""Who wants to be given what is meant for us bears our name, or asks for a gift."""

import pytest

from plugins.giving.links_rule import ASKING, NAME, payment_problems
from tests.giving.given import PINNED


def told(text: str, **options: frozenset[str]) -> list[str]:
    pinned = frozenset([PINNED])
    return [str(problem.message) for problem in payment_problems(text, "x.md", pinned, pinned, False, **options)]


@pytest.mark.parametrize(
    "host",
    [
        "pscore-donate.com",
        "donate-pscore.org",
        "pscore.com",
        "pscore.or.kr",
        "pscore.org.evil.net",
        "pscore.example.net",
        "p-score.org",
        "pscorc.org",
        "pscroe.org",
        "pscore.orq",
        "psc0re.org",
        "рscore.org",  # Cyrillic р
        "pѕcore.org",  # Cyrillic ѕ
        "xn--score-uye.org",
        "helppscore.net",
    ],
)
def test_a_host_that_bears_our_name_and_is_not_ours_is_refused(host: str) -> None:
    for text in (f"https://{host}/give", f"Help us at {host} now", f"help@{host}", f"[x](//{host})"):
        assert NAME in told(text), text


@pytest.mark.parametrize(
    "text",
    [
        "https://pscore.org/donation/",
        "https://www.pscore.org/",
        "http://edu.pscore.org/",
        "info@pscore.org",
        "pscore.org에서",
        "in <b>2013</b><a>pscore.org</a><i>Next</i> &amp;",
        "https://sites.google.com/pscore.org/x/",
        "https://ameblo.jp/pscore/entry-1.html",
        "https://dokumen.tips/documents/years-in-pscore.html",
        "offline/pscore-ko.zip",
        "/etc/nginx/snippets/pscore-brotli.conf",
        "~/.ssh/pscore-deploy.pub",
        "https://www.score.org/",
    ],
)
def test_our_own_hosts_and_names_of_files_may_stand(text: str) -> None:
    assert told(text) == []


def test_the_host_of_a_site_may_bear_our_name() -> None:
    text = "https://pscore.github.io/reports.html"
    assert told(text) == [NAME]
    assert told(text, own=frozenset(["pscore.org", "pscore.github.io"])) == []


@pytest.mark.parametrize(
    "address",
    [
        "https://help-nk.net/donate",
        "https://help-nk.net/en/Donation/",
        "https://help-nk.net/donate-now.php?x=1",
        "https://help-nk.net/?page=donate",
        "https://help-nk.net/#give",
        "https://help-nk.net/give/once",
        "https://donate.help-nk.net/",
        "https://give.help-nk.net",
        "//help-nk.net/dons",
        "https://help-nk.net/faire-un-don",
        "https://help-nk.net/후원",
        "https://help-nk.net/%ED%9B%84%EC%9B%90",
        "https://someone@help-nk.net/donate",
        "https://github.com/sponsors/someone",
    ],
)
def test_a_link_to_others_that_asks_for_money_is_refused(address: str) -> None:
    assert ASKING in told(f"[x]({address})")


@pytest.mark.parametrize(
    "text",
    [
        "https://pscore.org/donate-es/",
        "https://www.ohchr.org/en/press-releases/2026/05/states-give-account",
        "https://www.un.org/en/donor-conference",
        "https://example.org/donate",
        "http://127.0.0.1:8000/donate.html",
        "[Give](donate.md)",
        "Whoever gives, and the donation.",
    ],
)
def test_what_asks_for_no_money_elsewhere_may_stand(text: str) -> None:
    assert told(text) == []
