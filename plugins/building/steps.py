"""From the checked sources to a finished folder: pictures, Pelican, the comparison with what was meant, the scan."""

import hashlib
import logging
import os
import sys
from collections.abc import Collection, Mapping
from importlib.metadata import version
from pathlib import Path

from jinja2 import FileSystemBytecodeCache

from plugins import catalogues
from plugins.addresses import address, theme_address
from plugins.building.outcome import Incomplete, Refused, Warned
from plugins.checks import Checked
from plugins.commit import day_of_build
from plugins.content_security import POLICY
from plugins.data_files import data_files
from plugins.editorial.files import published_theme
from plugins.giving.built import missing_pages, payments
from plugins.giving.own_name import OWN
from plugins.giving.pins import pins
from plugins.giving.signed_file import FILES as SIGNED_FILES
from plugins.languages import CODES
from plugins.looking import problems_of_files
from plugins.maps import live, venue_leaflet
from plugins.maps.gatherings import CampaignMap
from plugins.maps.ground import MAP_FILES, vertices
from plugins.maps.provenance import outlines_are_of_the_ground
from plugins.maps.venue_provenance import venue_lands_are_of_the_ground
from plugins.messages import NOTHING, Message, say, sentences, spoken, tell
from plugins.pictures.publication import Publication
from plugins.privacy.scan import Rules, scanning
from plugins.publishing.incident_drawings import picture_address
from plugins.vendored import REVIEWED

NO_NAMES: Mapping[str, str] = {}


def write_site(
    checked: Checked,
    settings_file: str,
    folder: Path,
    workshop: Path,
    templates: Path,
    override: Mapping[str, object] | None = None,
) -> None:
    """Run Pelican into the folder, every warning fatal, and compare what it wrote with what was meant.

    `workshop` holds what is needed on the way, `templates` the compiled templates; `override` are further settings.
    """
    # A site with problems need not wait for Pelican.
    from pelican import Pelican, log
    from pelican.settings import read_settings

    damaged = Publication(checked.site, folder).publish(checked.pictures)
    if damaged:
        raise Refused(list(damaged))
    compiled = compiled_words(workshop)
    catalogues.compile_to(checked.site, compiled)
    tell(say("Building %(codes)s …", codes=", ".join(CODES)))
    os.chdir(checked.site.root)
    log.init(level=logging.WARNING, fatal="warnings", handler=logging.StreamHandler(sys.stderr))
    settings = read_settings(
        settings_file,
        override={
            "OUTPUT_PATH": str(folder),
            "CHECKED": checked,
            "CATALOGUES": compiled,
            "I18N_GETTEXT_LOCALEDIR": str(compiled),
            **(override or {}),
        },
    )
    # Pelican makes four template environments per language; with this each template is compiled once, not twelve times.
    settings["JINJA_ENVIRONMENT"]["bytecode_cache"] = FileSystemBytecodeCache(str(templates), "template-%s")
    with Path(os.devnull).open("w") as nowhere:
        log.console.file = nowhere  # Pelican's own summary per language says nothing that ours does not
        try:
            Pelican(settings).run()
        except RuntimeError as error:
            if str(error) != "Warning or error encountered":
                raise
            raise Warned(
                say("Pelican warned (see above), and a warning may mean a page that is missing or wrong.")
            ) from error
    _every_file_is_meant(checked, folder)


def compiled_words(workshop: Path) -> Path:
    """Where the compiled catalogues of a build are."""
    return workshop / "catalogues"


def compiled_templates(root: Path, otherwise: Path) -> Path:
    """Where compiled templates are kept between builds; Jinja knows each by its text, the folder by all else that decides.

    Where nothing can be kept they go `otherwise`.
    """
    settings = [path.read_bytes() for path in (root / "pelicanconf.py", root / "publishconf.py") if path.is_file()]
    recipe = hashlib.sha256(b"".join([version("jinja2").encode(), *settings])).hexdigest()
    folder = root / ".cache" / "templates" / recipe[:16]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return otherwise
    return folder


def meant(checked: Checked, assets: Mapping[str, str] = NO_NAMES) -> set[str]:
    """The paths of all files that the site should have; `assets` are the names of theme files that were changed."""
    theme = (path.relative_to(checked.site.theme / "static").as_posix() for path in published_theme(checked.site))
    return {
        *checked.register.addresses,
        *(address(name, code) for code in CODES for name in ("404.html", "feed.xml")),
        "sitemap.xml",
        *drawn_files(checked),
        *(f"data/{name}" for name in SIGNED_FILES),
        *(file.address for file in data_files(checked.records, "", str)),
        *(path.relative_to(checked.site.content).as_posix() for path in checked.files),
        *(file.address for picture in checked.pictures for file in picture.files),
        *(theme_address(path, assets) for path in theme),
    }


def drawn_files(checked: Checked) -> list[str]:
    """The scripts of the live maps, and the pictures of the incident map where there is neither script nor SVG."""
    incidents = [live.ADDRESS, *map(picture_address, CODES)] if checked.records.incidents else []
    return incidents + ([venue_leaflet.ADDRESS] if CampaignMap(checked.records).shown else [])


def _every_file_is_meant(checked: Checked, folder: Path) -> None:
    """Nothing is missing, and nothing was written that nobody meant to publish."""
    written = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    expected = meant(checked)
    if written != expected:
        lost = [say("    missing: %(name)s", name=name) for name in sorted(expected - written)]
        extra = [say("    not meant: %(name)s", name=name) for name in sorted(written - expected)]
        words = [say("The built files are not the ones that were meant:"), *lost, *extra]
        raise Incomplete("\n".join(spoken(message) for message in words))


def refuse_what_must_not_go_out(
    checked: Checked,
    folder: Path,
    expected: Collection[str] | None = None,
    for_hosts: Collection[str] = (),
    own: frozenset[str] = OWN,
) -> None:
    """The last look, on every file as it was written, before it takes the old one's place.

    Nothing leads to a person, and each page links to exactly the payment addresses that are pinned for it. `expected` are the
    paths of the files that were meant, else those of a build; `for_hosts` are those that only a host reads; `own` are the hosts
    that may bear the organisation's name.
    """
    tell(say("Looking through what was built …"))
    packed = {live.ADDRESS: outlines_are_of_the_ground, venue_leaflet.ADDRESS: venue_lands_are_of_the_ground}
    guard, records = checked.guard, checked.records
    rules = Rules(guard.allowed, guard.inside, POLICY, REVIEWED, vertices(), MAP_FILES, packed, for_hosts)
    pinned = pins(records.donation_options, records.campaigns, day_of_build(checked.site.root, os.environ))
    looks = scanning(folder, meant(checked) if expected is None else expected, rules), payments(folder, pinned, own)
    problems = [*problems_of_files(folder, *looks), *missing_pages(folder, pinned)]
    if problems:
        raise Refused(problems)


def found(checked: Checked) -> Message:
    """What the check found, in numbers."""
    news = sum(document.kind == "news" for document in checked.documents)
    told = say(
        "Found %(pages)s pages, %(news)s news items, %(reports)s reports in %(languages)s languages; no problems.",
        pages=len(checked.documents) - news,
        news=news,
        reports=len(checked.records.reports),
        languages=len(CODES),
    )
    gaps = say("%(count)s words are not translated (./inv translations lists them).", count=len(checked.gaps))
    return sentences(told, gaps if checked.gaps else NOTHING)
