"""What the project stands on: nothing that is not named with its hash, no licence that forbids it."""

import re
from importlib.metadata import version

import pytest

from tests.licences import COMPATIBLE, LIST, is_compatible, licence, listing
from tests.locked import LOCK, Locked, locked
from tests.sites import ROOT

PACKAGES = list(locked(LOCK.read_text("utf-8")))
HERE = [package for package in PACKAGES if package.is_installed_here]


def test_every_package_of_the_lock_has_a_version_and_hashes() -> None:
    assert len(PACKAGES) > 100
    for package in PACKAGES:
        assert package.hashes, package.name
        assert all(re.fullmatch("sha256:[0-9a-f]{64}", value) for value in package.hashes), package.name


@pytest.mark.parametrize(
    "line",
    [
        "pelican @ https://example.org/pelican-4.12.0.tar.gz",
        "git+https://example.org/pelican.git",
        "--index-url https://example.org/simple",
        "pelican>=4.12.0",
    ],
)
def test_a_lock_that_names_anything_but_a_version_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="not a package with a version"):
        list(locked(f"{line} \\\n    --hash=sha256:{'0' * 64}\n"))


def test_what_we_ask_for_is_in_the_lock() -> None:
    lines = (ROOT / "requirements.in").read_text("utf-8").splitlines()
    asked = {match[0].lower() for line in lines if (match := re.match(r"[A-Za-z0-9-]+", line))}
    assert asked
    assert asked <= {package.name for package in PACKAGES}


def test_what_is_installed_is_what_is_locked() -> None:
    assert {package.name: version(package.name) for package in HERE} == {
        package.name: package.version for package in HERE
    }


def test_only_finished_packages_with_the_right_hash_are_installed() -> None:
    """A package that is built at the installation runs code of its own, and fetches what no lock names."""
    installation = next(line for line in (ROOT / "inv").read_text("utf-8").splitlines() if "pip install" in line)
    for option in ("--require-hashes", "--only-binary :all:", "--requirement requirements.lock"):
        assert option in installation


def test_the_list_of_licences_is_that_of_what_is_locked() -> None:
    assert LIST.read_text("utf-8") == listing(PACKAGES), "run .venv/bin/python -m tests.licences, and look at git diff"


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: f"{package.name}-{package.version}")
def test_no_licence_forbids_to_stand_beside_ours(package: Locked) -> None:
    assert is_compatible(licence(package))


@pytest.mark.parametrize("expression", ["GPL-2.0-only", "MIT AND GPL-2.0-only", "LicenseRef-Proprietary", "(MIT)"])
def test_a_licence_that_does_is_found(expression: str) -> None:
    assert "MIT" in COMPATIBLE
    assert not is_compatible(expression)


def test_a_choice_of_licences_is_right_when_one_is() -> None:
    assert is_compatible("GPL-2.0-only OR MIT")
