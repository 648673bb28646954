"""A folder of this machine: the new tree takes the place of the old one in one step."""

from dataclasses import dataclass
from pathlib import Path

from plugins.building.place import alone, new_folder
from plugins.hosting.deploy.changes import Changes, changes
from plugins.hosting.deploy.failures import SWITCHED, UNTOUCHED, Failed
from plugins.hosting.deploy.tree import Tree
from plugins.hosting.kept import kept, listed
from plugins.hosting.manifest import NAME, UNLISTED, Entry, Manifest, entries, entry_of
from plugins.hosting.progress import told
from plugins.messages import Message, say
from plugins.replacement import replace


@dataclass
class Folder:
    """A folder that a web server shows."""

    path: Path
    take_over: bool = False
    state: Message = UNTOUCHED

    def changes(self, tree: Tree) -> Changes:
        self._refuse_what_is_no_site()
        left = {name: entry_of(content) for name, content in self._kept(tree).items()}
        return changes(self._there(), {**tree.expected, **left})

    def deploy(self, tree: Tree) -> Changes:
        with alone(self.path), new_folder(self.path) as fresh:
            planned = self.changes(tree)
            new = fresh / "site"
            for name in told(tree.expected, len(tree.expected), say("Copying")):
                write(new / name, tree.content(name))
            for name, content in self._kept(tree).items():
                write(new / name, content)
            replace(new, self.path)
            self.state = SWITCHED
            return planned

    def unlock(self) -> None:
        """The lock goes with the process: there is none to remove."""

    def _there(self) -> dict[str, Entry]:
        beside = [name for name in UNLISTED if (self.path / name).is_file()]
        return {**entries(self.path), **{name: entry_of((self.path / name).read_bytes()) for name in beside}}

    def _kept(self, tree: Tree) -> dict[str, bytes]:
        """Theme files of the site that stands here, as far as they are what its manifest says."""
        former = kept(listed(self._content(NAME)), tree.expected)
        found = {name: self._content(name) for name in former}
        return {name: content for name, content in found.items() if entry_of(content) == former[name]}

    def _content(self, name: str) -> bytes:
        """A file that stands here; nothing when there is none."""
        path = self.path / name
        return path.read_bytes() if path.is_file() else b""

    def _refuse_what_is_no_site(self) -> None:
        """Whatever else lies in a folder would be gone."""
        if self.take_over or not self.path.exists():
            return
        if self.path.is_dir():
            try:
                Manifest.read(self.path / NAME)
            except (OSError, ValueError):
                if not any(self.path.iterdir()):
                    return
            else:
                return
        raise no_site(str(self.path))


def write(path: Path, content: bytes) -> None:
    """Write a file into a folder that may not be there yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def no_site(place: str) -> Failed:
    """A place that holds something that was not deployed by us."""
    return Failed(
        say("%(place)s must be empty or hold a deployed site; it holds something else", place=place),
        say("Choose another place. If all that lies there may be lost: --take-over."),
    )
