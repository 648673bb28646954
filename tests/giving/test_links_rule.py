from collections.abc import Iterator

import pytest

from plugins.giving.links_rule import COIN, LOOK_ALIKE, NOT_PINNED, NUMBER, SERVICE, payment_problems
from tests.giving.given import PINNED

ADDRESSES = frozenset([PINNED])


def told(text: str, markup: bool = False) -> list[str]:
    return [str(problem.message) for problem in payment_problems(text, "x.md", ADDRESSES, ADDRESSES, markup)]


@pytest.mark.parametrize(
    "text",
    [
        PINNED,
        f"({PINNED})",
        f'"{PINNED}"',
        f"<{PINNED}>",
        f"one {PINNED}, two",
        "give.example.org",
        "the host give.example.org.",
        '"host": "give.example.org",',
        "https://example.org/press",
        "https://www.example.org/give",
        "forgive.example.net",
        "Version 1.2.3 of 2026.11.22",
    ],
)
def test_what_is_pinned_or_no_payment_address_may_stand(text: str) -> None:
    assert told(text) == []


def test_in_markup_the_sign_between_parameters_is_written_as_an_entity() -> None:
    assert told(f'<a href="{PINNED.replace("&", "&amp;")}">', markup=True) == []
    assert told(f'<a href="{PINNED}">', markup=True) == [NOT_PINNED]


def mutations() -> Iterator[str]:
    """Every sign of the pinned address replaced, left out, doubled, and with another put before it."""
    for place, sign in enumerate(PINNED):
        before, behind = PINNED[:place], PINNED[place + 1 :]
        yield before + behind
        for other in "aZ0-._~%/:@?#&=+\\ \u0430\u200b\t":
            if other != sign:
                yield before + other + behind
            yield before + other + sign + behind
    for other in "aZ0-._~%/:@?#&=+\\\u0430\uc5d0":
        yield PINNED + other


def test_every_sign_of_a_pinned_address_changed_in_turn_is_refused() -> None:
    # A space before an address is no part of it: a browser leaves it out.
    changed = [text for text in mutations() if text.strip() != PINNED]
    assert len(changed) > 2000
    assert [text for text in changed if not told(f'<a href="{text}">')] == []
    assert [text for text in changed if not told(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "http://give.example.org/once?lang=ko&ref=WEB-ko",
        "//give.example.org/once",
        "https:give.example.org/once",
        "https:/give.example.org/once",
        "https:\\\\give.example.org\\once",
        "https://give.example.org",
        "https://give.example.org/",
        "https://give.example.org/once",
        "https://elsewhere.example.net/once?lang=ko&ref=WEB-ko",
        "https://give.example.org/twice?lang=ko&ref=WEB-ko",
        "https://give.example.org/once?lang=ko&ref=WEB-fr",
        "https://give.example.org/once?ref=WEB-ko&lang=ko",
        "https://give.example.org:443/once?lang=ko&ref=WEB-ko",
        "https://give.example.org./once?lang=ko&ref=WEB-ko",
        "https://someone@give.example.org/once?lang=ko&ref=WEB-ko",
        "https://give.example.org@evil.net/",
        f"https://evil.net/?to={PINNED}",
        f"https://evil.net/{PINNED}",
        f"{PINNED}&to=evil",
        f"{PINNED}#x",
        f"{PINNED}에서",
        "https://GIVE.EXAMPLE.ORG/once",
        "https://give%2eexample%2eorg/once",
        "https://give&#46;example&period;org/once",
        "https://give\\u002eexample.org/once",
        "https://give.\u200bexample.org/once",
        "https://gi<b>v</b>e.example.org/once",
        "https://ｇｉｖｅ．ｅｘａｍｐｌｅ．ｏｒｇ/once",
        "https://give。example。org/once",
        '<a href="https://give.exam&Tab;ple.org/once">',
        '<a href="https://give.exam\nple.org/once">',
        "<a href=https://give.exam&#10;ple.org/once>",
        "[x](https://give.exam&#9;ple.org/once)",
    ],
)
def test_another_address_on_the_host_of_a_provider_is_refused(text: str) -> None:
    assert NOT_PINNED in told(text)


@pytest.mark.parametrize(
    "host",
    [
        "gіve.example.org",  # Cyrillic і
        "givе.example.org",  # Cyrillic е
        "give.exаmple.org",  # Cyrillic а
        "gıve.example.org",
        "gíve.example.org",
        "g1ve.example.org",
        "glve.example.org",
        "give.exarnple.org",
        "give.example.orq",
        "give.exampel.org",
        "give.examples.org",
        "gives.example.org",
        "giv.example.org",
        "give-example.org.example.net",
        "give.example.org.evil.net",
        "give.example.org-secure.net",
        "www.give.example.org",
        "xn--gve-nea.example.org",
        "xn--gve-3ra.example.org",
        "give.example.0rg",
    ],
)
def test_a_host_that_looks_like_a_provider_is_refused(host: str) -> None:
    assert LOOK_ALIKE in told(f"https://{host}/once")
    assert LOOK_ALIKE in told(f"Give at {host} now")


@pytest.mark.parametrize(
    "text",
    [
        "https://www.paypal.com/donate/?hosted_button_id=X",
        "https://paypal.me/someone",
        "https://buy.stripe.com/test",
        "https://toss.im/x",
        "qr.kakaopay.com/abc",
        "https://donorbox.org/x",
        "https://www.gofundme.com/f/x",
        "patreon.com/x",
        "https://buymeacoffee.com/x",
        "https://donus.org/x",
        "https://ihappynanum.com/x",
        *(
            f"https://{host}/x"
            for host in [
                "toss.me",
                "together.kakao.com",
                "pay.kakao.com",
                "zeffy.com",
                "square.link",
                "square.site",
                "globalgiving.org",
                "every.org",
                "secure.actblue.com",
                "toon.at",
                "twip.kr",
                "lydia-app.com",
                "cherry.charity",
                "pay.line.me",
            ]
        ),
        "https&#58;//pay&#112;al.com/x",
        "PAYPAL.COM",
    ],
)
def test_a_payment_service_that_is_not_pinned_is_refused(text: str) -> None:
    assert told(text) == [SERVICE]


@pytest.mark.parametrize("text", ["https://paypaI.com", "https://pаypal.com", "https://paypal.com.evil.net", "donorb0x.org", "paypa1.com"])  # fmt: skip
def test_what_looks_like_a_payment_service_is_refused(text: str) -> None:
    assert told(text) == [LOOK_ALIKE]


@pytest.mark.parametrize(
    "text",
    [
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
        "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
        "0x" + "ab" * 20,
        "bitcoin:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa?amount=1",
        "supertoss://send?x",
    ],
)
def test_a_cryptocurrency_or_a_payment_app_is_refused(text: str) -> None:
    assert set(told(text)) == {COIN}


@pytest.mark.parametrize("text", ["1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", "ab" * 32, "sha256:" + "0f" * 32])
def test_a_hash_is_no_cryptocurrency(text: str) -> None:
    assert told(text) == []


def test_a_message_names_the_place_and_never_the_address() -> None:
    (problem,) = payment_problems("one\ntwo https://gіve.example.org/x", "content/en/pages/a.md", ADDRESSES, ADDRESSES)
    assert str(problem).startswith("content/en/pages/a.md:2:")
    assert "example.org" not in str(problem)


def test_an_address_of_a_provider_is_refused_where_no_address_may_stand() -> None:
    (problem,) = payment_problems(PINNED, "content/en/news/x.md", frozenset(), ADDRESSES)
    assert problem.message == NOT_PINNED


@pytest.mark.parametrize("host", ["192.0.2.7", "192.0.2.7:8000", "[2001:db8::1]", "192&#46;0.2.7"])
def test_a_link_to_a_bare_number_is_refused(host: str) -> None:
    assert told(f'<a href="https://{host}/x">') == [NUMBER]


def test_the_machine_itself_and_a_version_may_be_named() -> None:
    assert told("http://127.0.0.1:8000/ and version 1.2.3.4") == []
