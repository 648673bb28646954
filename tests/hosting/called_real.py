"""The tiny site with every record called real, to be published for readers."""

import json
from pathlib import Path

from minisign import KeyPair

from plugins.giving.__main__ import main as donations
from tests.sites import TestSite, committed_site

# Where a project's page stands on GitHub, and a site below a path of a server.
BELOW_A_PATH = "https://pscore.example.org/the-site"


def site_called_real(folder: Path) -> TestSite:
    """The tiny site with every table called real; of its ways to give, only those that lead to no test of a provider."""
    site = committed_site(folder)
    states = (site.root / "data" / "status.toml").read_text()
    site.write("data/status.toml", states.replace('"example"', '"real"'))
    options = json.loads((site.root / "data" / "donation_options.json").read_text())
    site.write("data/donation_options.json", json.dumps([option for option in options if not option["url"]]))
    signed_by_a_fresh_key(site)
    site.commit("Call it real")
    return site


def signed_by_a_fresh_key(site: TestSite) -> None:
    pair, key = KeyPair.generate(), site.root.with_name("secret.key")
    key.write_bytes(bytes(pair.secret_key) + b"\n")
    site.write("data/donations.pub", bytes(pair.public_key) + b"\n")
    assert donations(["sign", "--root", str(site.root), "--key", str(key)]) == 0
