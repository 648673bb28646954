"""What is written for a publication, in the order in which it must be: each step reads what the ones before it wrote."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from plugins.addresses import address
from plugins.building.steps import refuse_money_going_astray, refuse_what_leads_to_a_person, write_site
from plugins.checks import Checked
from plugins.commit import Commit
from plugins.editorial.files import published_theme
from plugins.hosting import assets, manifest, offline, well_known
from plugins.hosting.compression import compress
from plugins.hosting.hosts import host_files
from plugins.hosting.moved import moved_pages
from plugins.hosting.site_address import top
from plugins.languages import CODES

SETTINGS = "publishconf.py"
NAME = "pscore"  # of the offline editions


@dataclass(frozen=True)
class Publication:
    """A checked site, the address at which it will stand, and the commit that it is made from."""

    checked: Checked
    site_url: str
    demo: bool
    commit: Commit

    def write(self, folder: Path, workshop: Path) -> None:
        """Write the whole published tree into a folder that does not exist yet; `workshop` holds what is needed on the way."""
        settings = {"SITEURL": self.site_url, "ASSETS": self._names, "DEMO": self.demo}
        write_site(self.checked, SETTINGS, folder, workshop, workshop, settings)
        assets.rename(folder / "theme", self._names)
        refuse_what_leads_to_a_person(self.checked, folder, self._names)
        refuse_money_going_astray(self.checked, folder)
        offline.editions(folder, self.site_url, self._pages, self.commit.seconds, NAME)
        self._write_for_machines(folder)
        compress(folder)
        self._write_sums(folder)

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

    def _write_for_machines(self, folder: Path) -> None:
        """What hosts and machines look for; nobody reads it."""
        redirects = self.checked.redirects
        files = host_files(redirects, self.demo, top(self.site_url)) | moved_pages(redirects, self.site_url)
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        (folder / ".well-known").mkdir()
        (folder / ".well-known" / "security.txt").write_bytes(well_known.security(self.site_url, CODES))
        (folder / well_known.ROBOTS).write_bytes(well_known.robots(self.site_url, self.demo))

    def _write_sums(self, folder: Path) -> None:
        whole = manifest.Manifest(
            site=self.site_url, commit=self.commit.sha, example=self.demo, files=manifest.entries(folder)
        )
        (folder / manifest.NAME).write_bytes(whole.content)
        (folder / manifest.SUMS).write_bytes(manifest.sums(folder))
