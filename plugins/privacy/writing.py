"""Writing a release: whole files only, so that a killed run leaves the old ones."""

import os
from pathlib import Path

from plugins.privacy.manifest import Manifest
from plugins.privacy.rows import csv_bytes
from plugins.site import Site


def write_release(site: Site, manifest: Manifest) -> None:
    """Write the table and the manifest. Between the two the gate refuses both; with the old table the same command mends it.

    The table first: a manifest that was lost must never look like a run that was killed, and be written over.
    """
    folder = site.data / "releases"
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(site.data / "incidents.csv", csv_bytes(manifest.rows))
    write_whole(folder / f"{manifest.release}.json", manifest.content)


def write_whole(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Write beside the file and take its place in one step; what lies beside it meanwhile is as public as the file."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:  # noqa: PTH123  a mode from the start
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
