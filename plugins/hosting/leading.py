"""Pages that only lead on, in one language: at old addresses, and as the door of an offline edition. They need no script."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from plugins.addresses import relative, theme_address
from plugins.catalogues import translations
from plugins.content_security import POLICY
from plugins.languages import Language

_NAME = "PSCORE"


@dataclass(frozen=True)
class LeadingPages:
    """Writes such pages; `catalogues` holds the compiled words, `names` are the names of theme files that were changed."""

    theme: Path
    catalogues: Path
    names: Mapping[str, str]
    demo: bool

    def page(self, file: str, target: str, language: Language, address: str = "") -> bytes:
        """The page at the address `file` that leads to the page at `target`; `address` is the whole new one of what has moved."""
        written = _template(self.theme, self.catalogues, language.code).render(
            language=language,
            content_security_policy=POLICY,
            DEMO=self.demo,
            SITENAME=_NAME,
            style=relative(file, theme_address("css/site.css", self.names)),
            target=relative(file, target),
            address=address,
        )
        return written.encode()


@cache
def _template(theme: Path, catalogues: Path, code: str) -> Template:
    environment: Any = Environment(
        loader=FileSystemLoader(theme / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(translations(catalogues, code), newstyle=True)
    found: Template = environment.get_template("leading.html")
    return found
