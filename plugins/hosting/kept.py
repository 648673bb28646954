"""Theme files of the site that stood at a host before: a deploy leaves them for one more deploy.

Browsers and caches keep a page for some minutes, and such a page still asks for the styles and scripts that it was made with.
"""

import re
from collections.abc import Collection, Mapping

from plugins.hosting.manifest import Entry, Manifest

# A host's manifest could name anything: only plain names below theme/, and only what a page loads. Never what a browser shows by
# itself (a page, an SVG), a server runs or a person opens.
_NAME = re.compile(r"theme/(?:[\w-][\w.-]*/)*[\w-][\w.-]*\.[0-9a-f]{10}\.(?:css|js|png|woff2)(?:\.gz|\.br)?", re.ASCII)


def may_be_kept(name: str) -> bool:
    """Whether the file at this path may outlive its site."""
    return _NAME.fullmatch(name) is not None


def kept(former: Mapping[str, Entry], wanted: Collection[str]) -> dict[str, Entry]:
    """What of a former manifest's files stays beside the wanted ones, as far as it lies there with these bytes."""
    return {name: entry for name, entry in former.items() if may_be_kept(name) and name not in wanted}


def listed(content: bytes | str) -> Mapping[str, Entry]:
    """The files that a manifest lists; none when there is none or it cannot be read."""
    try:
        return Manifest.model_validate_json(content).files if content else {}
    except ValueError:
        return {}
