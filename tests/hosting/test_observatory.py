"""The score that MDN's HTTP Observatory would give, from what the real servers answer.

The rules are those of github.com/mdn/mdn-http-observatory, as published: what earns which points in `src/grader/charts.js`, how each
test decides in `src/analyzer/tests/`, and in `src/scanner/index.js` that a site begins with 100, that bonus points count only
where it would keep 90 without them, and that only the home page is asked. They are told here in our words, and in the part
that a site like ours can reach: what is neither the best nor missing is given the worst that the table has for it.

Bonus points that count: the policy (10), Referrer-Policy (5), frame-ancestors (5) and CORP (10). Three cannot be earned here:
the preload list (5) is a decision about every subdomain, `integrity` of own scripts (5) would break the edition that is opened
from a folder, and secure cookies (5) need cookies.

Taken for granted: the host has a valid certificate and redirects from http to https on the same name (0 points; without it -20).
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape

import pytest

from tests.hosting.conftest import Answer, Server

Policy = dict[str, set[str]]

BROAD = {"*", "http:", "https:", "ftp:", "http://*", "https://*", "http://*.*", "https://*.*"}
UNSAFE = {"'unsafe-inline'", "data:"}
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
SIX_MONTHS = 15_552_000
ENOUGH_FOR_BONUS = 90


def score(answer: Answer) -> int:
    points = modifiers(answer)
    plain = 100 + sum(value for value in points.values() if value < 0)
    return max(100 + sum(points.values()) if plain >= ENOUGH_FOR_BONUS else plain, 0)


def modifiers(answer: Answer) -> dict[str, int]:
    """The points of each test of the Observatory, by its name."""
    return {
        "content-security-policy": of_policy(policy(answer)),
        "cookies": -40 if answer.said("Set-Cookie") else 0,
        "cross-origin-resource-sharing": -50 if answer.said("Access-Control-Allow-Credentials") else 0,
        "redirection": 0,
        "referrer-policy": of_referrers(answer),
        "strict-transport-security": of_transport(answer),
        "subresource-integrity": of_scripts(answer),
        "x-content-type-options": 0 if said(answer, "X-Content-Type-Options") == "nosniff" else -5,
        "x-frame-options": of_frames(answer),
        "cross-origin-resource-policy": of_resources(answer),
    }


def said(answer: Answer, name: str) -> str:
    return ", ".join(answer.said(name)).strip().lower()


def policy(answer: Answer) -> Policy | None:
    """Header and page together: where both name a directive, a source must stand in both; None when one is written wrongly."""
    together: Policy = {}
    for text in policies(answer):
        one: Policy = {}
        for part in filter(None, (part.split() for part in text.lower().split(";"))):
            if part[0] in one:
                return None
            one[part[0]] = set(part[1:]) or {"'none'"}
        for name, sources in one.items():
            together[name] = (together[name] & sources or {"'none'"}) if name in together else sources
    return together


def policies(answer: Answer) -> Iterator[str]:
    yield from (text for value in answer.said("Content-Security-Policy") for text in value.split(","))
    page = answer.body.decode("utf-8", "replace")
    yield from map(unescape, re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"', page))


def of_policy(found: Policy | None) -> int:
    if not found:
        return -25
    scripts, objects, styles = (
        found.get(f"{kind}-src", found.get("default-src", {"*"})) for kind in ("script", "object", "style")
    )
    others = set().union(*found.values())
    if scripts & (BROAD | UNSAFE) or objects & BROAD or any(source.startswith(("http:", "ftp:")) for source in others):
        return -20
    if "'unsafe-eval'" in scripts | styles:
        return -10
    if styles & (BROAD | UNSAFE):
        return 0
    return 10 if found.get("default-src") == {"'none'"} else 5


def of_referrers(answer: Answer) -> int:
    words = [word.strip() for word in said(answer, "Referrer-Policy").split(",")]
    return 0 if words == [""] else 5 if words[-1] in PRIVATE else -5


def of_transport(answer: Answer) -> int:
    values = answer.said("Strict-Transport-Security")
    age = re.search(r"max-age=([0-9]+)", values[0], re.IGNORECASE) if len(values) == 1 else None
    if not age or "," in values[0]:
        return -20
    return 0 if int(age[1]) >= SIX_MONTHS else -10


def of_scripts(answer: Answer) -> int:
    """Scripts of the site itself need no `integrity`; one from another host does."""
    addresses = re.findall(r'<script[^>]* src="([^"]*)"', answer.body.decode("utf-8", "replace"))
    return -50 if any(re.match(r"(https?:)?//", address) for address in addresses) else 0


def of_frames(answer: Answer) -> int:
    header = ";".join(answer.said("Content-Security-Policy"))
    if "frame-ancestors" in header:
        return 5
    return 0 if said(answer, "X-Frame-Options") in ("deny", "sameorigin") else -20


def of_resources(answer: Answer) -> int:
    points: Mapping[str, int] = {"same-origin": 10, "same-site": 10, "cross-origin": 0, "": 0}
    return points.get(said(answer, "Cross-Origin-Resource-Policy"), -5)


@pytest.mark.parametrize(
    "path", ["/", "/ko/", "/fr/", "/map.html", "/donate.html", "/testimonies/a-voice.html", "/wrong.html"]
)
def test_the_observatory_would_give_130(server: Server, path: str) -> None:
    answer = server.answer(path)
    assert answer.status == (404 if path == "/wrong.html" else 200)
    assert len(list(policies(answer))) == 2  # the page says it too
    assert score(answer) == 130, modifiers(answer)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("Content-Security-Policy", None, 75),  # the page's own policy is left out too, see below
        ("Content-Security-Policy", "default-src 'self'", 120),
        ("Content-Security-Policy", "default-src 'none'; script-src 'unsafe-inline'; frame-ancestors 'none'", 80),
        ("Referrer-Policy", None, 125),
        ("Referrer-Policy", "unsafe-url", 120),
        ("Strict-Transport-Security", None, 80),
        ("Strict-Transport-Security", "max-age=600", 120),
        ("X-Content-Type-Options", None, 125),
        ("Cross-Origin-Resource-Policy", "cross-origin", 120),
        ("Set-Cookie", "a=b", 60),
    ],
)
def test_each_weakness_would_cost_points(server: Server, name: str, value: str | None, expected: int) -> None:
    answer = server.answer("/")
    del answer.headers[name]
    if value:
        answer.headers[name] = value
    assert score(Answer(answer.status, answer.headers, b"<!DOCTYPE html>")) == expected
