import pytest

from plugins.giving.addresses import host_of, is_reserved, wrong_form
from plugins.giving.links_rule import payment_problems
from tests.giving.given import PINNED

BAD = {
    "http://give.example.org/once": "must begin with https:// in small letters",
    "HTTPS://give.example.org/once": "must begin with https:// in small letters",
    "//give.example.org/once": "must begin with https:// in small letters",
    "https:give.example.org": "must begin with https:// in small letters",
    "https://someone@give.example.org/once": "must have no user name before the host (@)",
    "https://give.example.org@evil.com/once": "must have no user name before the host (@)",
    "https://give.example.org:443/once": "must have no port",
    "https://give.example.org/once#x": "must have no fragment (#)",
    "https://give.example.org\\once": "must hold no backslash",
    "https:\\\\give.example.org/once": "must hold no backslash",
    "https://give%2eexample.org/once": "must hold no per cent sign",
    "https://give.example.org/%2e%2e/once": "must hold no per cent sign",
    "https://give.example.org./once": "must have no full stop at the end of the host",
    "https://give.example.org/once ": "must hold no space and no control sign",
    " https://give.example.org/once": "must hold no space and no control sign",
    "https://give.exam\tple.org/once": "must hold no space and no control sign",
    "https://give.example.org/once\n": "must hold no space and no control sign",
    "https://give.example.org/on\x00ce": "must hold no space and no control sign",
    "https://gіve.example.org/once": "must hold ASCII letters only",  # a Cyrillic і
    "https://give。example.org/once": "must hold ASCII letters only",
    "https://give.example.org/once\u200b": "must hold ASCII letters only",
    "https://xn--gve-nea.example.org/once": "must have no letters in punycode (xn--)",
    "https://Give.example.org/once": "must have its host in small letters",
    "https://give.example.org//once": "must not hold two slashes in a row after the host",
    "https://give.example.org/../once": "must not hold two full stops in a row",
    "https://give.example.org/./once": "must not hold a path that leads back to itself (/./)",
    "https:///once": "must have the name of a host",
    "https://localhost/once": "must have the name of a host",
    "https://192.0.2.7/once": "must have the name of a host",
    "https://-give.example.org/once": "must have the name of a host",
    "https://give_it.example.org/once": "must have the name of a host",
    "https://bit.ly/abc": "must lead to the provider itself, not to a host that leads on",
    "https://www.tinyurl.com/abc": "must lead to the provider itself, not to a host that leads on",
    "https://give.example.org/once?ref=": "must be a host, a path of letters and digits, and parameters as name=value with & between",
    "https://give.example.org/once?to=https://evil.com": "must be a host, a path of letters and digits, and parameters as name=value with & between",
    "https://give.example.org/once?a=1?b=2": "must be a host, a path of letters and digits, and parameters as name=value with & between",
    f"https://give.example.org/{'a' * 300}": "must have at most 300 signs",
}  # fmt: skip


@pytest.mark.parametrize(("address", "message"), BAD.items())
def test_an_address_that_can_be_read_in_two_ways_is_refused(address: str, message: str) -> None:
    assert wrong_form(address) == message
    with pytest.raises(ValueError, match="must"):
        host_of(address)


@pytest.mark.parametrize(
    "address",
    [
        address
        for address in BAD
        if "give" in address and "_it" not in address and "aaa" not in address and "-give" not in address
    ],
)
def test_the_same_addresses_are_refused_in_every_text(address: str) -> None:
    assert list(payment_problems(f"[x]({address})", "x.md", frozenset([PINNED]), frozenset([PINNED])))


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://give.example.org", "give.example.org"),
        ("https://give.example.org/", "give.example.org"),
        (PINNED, "give.example.org"),
        ("https://give.example.com/donate/?fund=pscore-once&locale.x=ko_KR", "give.example.com"),
    ],
)
def test_a_plain_address_has_its_host(address: str, host: str) -> None:
    assert wrong_form(address) is None
    assert host_of(address) == host


def test_names_for_examples_are_known() -> None:
    assert all(map(is_reserved, ["give.example.org", "example.com", "x.test", "pay.invalid", "shop.example"]))
    assert not any(map(is_reserved, ["example.kr", "myexample.org", "donate.org"]))
