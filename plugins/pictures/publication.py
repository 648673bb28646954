"""Writing the published files of all pictures: from the cache, or encoded on all processors."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from plugins.cache import Cache
from plugins.messages import say, tell
from plugins.parallel import each_done
from plugins.pictures.encoding import encoded
from plugins.pictures.keys import keys
from plugins.pictures.renditions import Picture, Rendition
from plugins.pictures.sources import Unsuitable
from plugins.problems import Problem
from plugins.site import Site


@dataclass(frozen=True)
class Publication:
    """Where the files go, and where those of earlier builds are kept."""

    site: Site
    output: Path

    @property
    def cache(self) -> Cache:
        return Cache(self.site.root / ".cache" / "pictures")

    def publish(self, pictures: Collection[Picture]) -> list[Problem]:
        """Write the files of these pictures; the problems of those that cannot be decoded."""
        # Only here: what a killed build's children still write must not bring its folder back.
        for folder in {(self.output / picture.stem).parent for picture in pictures}:
            folder.mkdir(parents=True, exist_ok=True)
        waiting = [picture for picture in pictures if not self._written_from_cache(picture)]
        if not waiting:
            return []
        one = len(waiting) == 1
        tell(say("Encoding 1 picture …") if one else say("Encoding %(count)s pictures …", count=len(waiting)))
        largest_first = sorted(waiting, key=lambda picture: (-picture.width * picture.height, picture.stem))
        problems: list[Problem] = []

        def encode(picture: Picture) -> bool:
            problem = self._written_anew(picture)
            problems.extend([problem] if problem else [])
            return problem is None

        each_done(largest_first, encode)
        return problems

    def _written_from_cache(self, picture: Picture) -> bool:
        for rendition, key in keys(picture.source.read_bytes(), picture).items():
            content = self.cache.content(key)
            if content is None:
                return False
            self._write(rendition, content)
        return True

    def _written_anew(self, picture: Picture) -> Problem | None:
        source = picture.source.read_bytes()
        try:
            files = encoded(source, picture, self.site.shown(picture.source))
        except Unsuitable as error:
            return error.problem
        for rendition, key in keys(source, picture).items():
            self._write(rendition, files[rendition])
            self.cache.keep(key, files[rendition])
        return None

    def _write(self, rendition: Rendition, content: bytes) -> None:
        (self.output / rendition.address).write_bytes(content)
