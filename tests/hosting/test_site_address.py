import pytest

from plugins.hosting.site_address import wrong_address


@pytest.mark.parametrize(
    "address", ["https://www.pscore.org", "https://name.github.io/site", "https://a-b.example.co.kr/x/y_z.1~"]
)
def test_an_address_may_have_a_path(address: str) -> None:
    assert wrong_address(address) is None


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("", "the address of the site must be given; it is not"),
        ("http://www.example.org", "the address must begin with https://; it begins with http://"),
        ("https://www.example.org/", "the address must not end with a slash; it does"),
        ("https://www.example.org/a/", "the address must not end with a slash; it does"),
        *(
            (address, f"the address must be https://, a host and perhaps a path; it is '{address}'")
            for address in (
                "www.example.org",
                "https://localhost",
                "https://www.example.org:8443",
                "https://user@www.example.org",
                "https://www.example.org?a=b",
                "https://www.example.org#a",
                "https://www.example.org//a",
                "https://WWW.example.org",
                "https://www.example.org/\n",
                "https://-a.example.org",
                "ftp://www.example.org",
            )
        ),
    ],
)
def test_any_other_address_is_refused(address: str, message: str) -> None:
    told = wrong_address(address)
    assert told is not None
    expected = message if not address.endswith("\n") else told[0]
    assert told[0] == expected
