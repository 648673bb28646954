"""What is written for a publication, in the order in which it must be: each step reads what the ones before it wrote."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from plugins.addresses import address
from plugins.building.steps import (
    compiled_words,
    meant,
    refuse_what_must_not_go_out,
    write_site,
)
from plugins.checks import Checked
from plugins.commit import Commit
from plugins.editorial.files import published_theme
from plugins.giving.own_name import OWN
from plugins.giving.publication import day_of_links
from plugins.hosting import assets, manifest, offline, well_known
from plugins.hosting.compression import compress
from plugins.hosting.hosts import host_files
from plugins.hosting.leading import LeadingPages
from plugins.hosting.moved import moved_pages
from plugins.hosting.site_address import top
from plugins.languages import CODES

SETTINGS = "publishconf.py"
NAME = "pscore"  # of the offline editions


@dataclass(frozen=True)
class Publication:
    """A checked site, the address at which it will stand, the commit that it is made from, and the day by which links are shown."""

    checked: Checked
    site_url: str
    demo: bool
    commit: Commit
    day: date | None

    def write(self, folder: Path, workshop: Path) -> None:
        """Write the whole published tree into a folder that does not exist yet; `workshop` holds what is needed on the way."""
        settings = {"SITEURL": self.site_url, "ASSETS": self._names, "DEMO": self.demo}
        write_site(self.checked, SETTINGS, folder, workshop, workshop, settings)
        assets.rename(folder / "theme", self._names)
        site, beside, for_hosts = self.files, self.beside(workshop), self.for_hosts
        for path, content in (beside | for_hosts).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        own = OWN | {urlsplit(self.site_url).hostname or self.site_url}
        refuse_what_must_not_go_out(self.checked, folder, {*site, *beside, *for_hosts}, for_hosts.keys(), own)
        # From here on nothing is said that was not looked through: only zips, compressed copies and hashes of it are made.
        offline.editions(folder, site, self.site_url, self._pages, self.commit.seconds, NAME)
        compress(folder)
        self.write_sums(folder)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """The names of theme files with a hash of their content."""
        static = self.checked.site.theme / "static"
        files = published_theme(self.checked.site)
        return assets.hashed_names({path.relative_to(static).as_posix(): path.read_bytes() for path in files})

    @property
    def _pages(self) -> dict[str, set[str]]:
        """The addresses of each language's pages."""
        languages = self.checked.register.languages
        return {code: {address(name, code) for name, codes in languages.items() if code in codes} for code in CODES}

    @property
    def files(self) -> Collection[str]:
        """The paths of the site itself, as a reader knows it."""
        return meant(self.checked, self._names)

    def beside(self, workshop: Path) -> dict[str, bytes]:
        """Pages that lead on, and what search engines look for."""
        leading = LeadingPages(self.checked.site.theme, compiled_words(workshop), self._names, self.demo)
        robots = {well_known.ROBOTS: well_known.robots(self.site_url, self.demo)}
        return moved_pages(self.checked.redirects, self.site_url, leading) | offline.doors(leading) | robots

    @property
    def for_hosts(self) -> dict[str, bytes]:
        """What hosts and machines look for at places that are not ours to choose."""
        security = {".well-known/security.txt": well_known.security(self.site_url, CODES)}
        return host_files(self.checked.redirects, self.demo, top(self.site_url)) | security

    def write_sums(self, folder: Path) -> None:
        """The manifest and the sums of what lies in the folder: the last that is written."""
        whole = manifest.Manifest(
            site=self.site_url,
            commit=self.commit.sha,
            changed=bool(self.commit.changed),
            moved={redirect.page: redirect.target for redirect in self.checked.redirects if not redirect.query} or None,
            day=self.day and day_of_links(self.checked.records.donation_options, self.commit.day, self.day),
            example=self.demo,
            files=manifest.entries(folder),
        )
        (folder / manifest.NAME).write_bytes(whole.content)
        (folder / manifest.SUMS).write_bytes(manifest.sums(folder))
