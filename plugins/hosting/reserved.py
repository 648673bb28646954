"""What publishing writes beside the pages, and what hosts hide: no old address can be one of these."""

from plugins.giving.signed_file import FILES as SIGNED_FILES
from plugins.hosting.headers import COMPRESSED, HOST_FILES, HOST_FOLDER
from plugins.hosting.manifest import NAME, SIGNATURE, SUMS
from plugins.hosting.offline import FOLDER
from plugins.hosting.well_known import ROBOTS

# GitHub Pages reads CNAME; the deploy to it writes that.
_FILES = frozenset([*HOST_FILES, NAME, SIGNATURE, SUMS, ROBOTS, "CNAME", *(f"data/{name}" for name in SIGNED_FILES)])
_FOLDERS = (HOST_FOLDER, FOLDER, "theme", "maps")


def reserved(address: str) -> str | None:
    """The file or folder that keeps an old address from being one; None when it is free."""
    parts = address.split("/")
    if parts[0] in _FOLDERS:
        return f"/{parts[0]}/"
    hidden = address.endswith(COMPRESSED) or any(part.startswith(".") for part in parts)
    return (
        f"/{address}" if hidden or any(address == name or address.startswith(f"{name}/") for name in _FILES) else None
    )
