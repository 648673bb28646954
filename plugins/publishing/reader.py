"""Gives Pelican the documents that the checks have already read, so that no file is parsed twice."""

from datetime import datetime
from pathlib import Path
from typing import Any

from pelican.readers import BaseReader

from plugins.checks import Checked
from plugins.editorial.documents import Document


class DocumentReader(BaseReader):  # type: ignore[misc]
    """Reads `.md`: content and metadata come from the checked document; a draft that is not shown is skipped."""

    enabled = True
    file_extensions = ("md",)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        checked: Checked = self.settings["CHECKED"]
        shown = checked.site.shown(Path(source_path))
        document = checked.by_source.get(shown)
        if document is None:
            return "", {"status": "skip", "title": shown}
        return document.html, _metadata(document, checked)


def _metadata(document: Document, checked: Checked) -> dict[str, Any]:
    metadata: dict[str, Any] = {
        "title": document.title,
        "summary": document.summary,
        "slug": document.stem,
        "lang": document.language,
        "status": "published",
        "draft": document.status == "draft",
        "sources": document.sources,
        "document": document,
    }
    # A page with a template of its own name is shown by it: the list of news, of reports, the home page.
    if document.kind == "pages" and (checked.site.theme / "templates" / "pages" / f"{document.stem}.html").is_file():
        metadata["template"] = f"pages/{document.stem}"
    if document.kind == "testimonies":
        metadata |= {"template": "testimony", "save_as": document.name, "url": document.name}
    elif document.stem == "home":
        metadata |= {"save_as": document.name, "url": document.name}
    for key, day in (("date", document.date), ("modified", document.modified)):
        if day:
            metadata[key] = datetime(day.year, day.month, day.day)
    return metadata
