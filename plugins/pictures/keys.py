"""Under which keys the files of a picture are kept between builds."""

import hashlib

from plugins.pictures.encoding import recipe
from plugins.pictures.renditions import Picture, Rendition


def keys(source: bytes, picture: Picture) -> dict[Rendition, str]:
    """For each file of the picture what decides about its bytes: the source, how it is shown, and the recipe."""
    about = (hashlib.sha256(source).hexdigest(), picture.orientation, picture.transparent, recipe())
    return {
        entry: hashlib.sha256(repr((*about, entry.format, entry.width, entry.height)).encode()).hexdigest()
        for entry in picture.files
    }
