"""The tree that is deployed: what its manifest says, to the byte, and nothing else."""

from dataclasses import dataclass
from pathlib import Path

from plugins.building.outcome import Refused
from plugins.hosting.deploy.failures import Failed
from plugins.hosting.manifest import NAME, SIGNATURE, SUMS, Entry, Manifest, differences, entry_of, sums
from plugins.messages import say
from plugins.problems import Problem

_PUBLISH = say("Publish again: ./inv publish.")
EXAMPLE = say("the site must hold real data; it holds examples")
REAL_ONLY = say("Publish real data only, or deploy a demonstration, marked as such: --demo.")


@dataclass(frozen=True)
class Tree:
    """A published folder as it was found; `expected` holds every file in it, the manifest and its companions too."""

    folder: Path
    manifest: Manifest
    expected: dict[str, Entry]

    @property
    def release(self) -> str:
        """Its name among other releases: from which commit, and which bytes."""
        return f"{self.manifest.commit[:12]}-{self.expected[NAME].sha256[:12]}"

    def content(self, name: str) -> bytes:
        """The bytes of a file; they are what the manifest says, also when somebody writes into the folder meanwhile."""
        try:
            content = (self.folder / name).read_bytes()
        except OSError:
            content = b""
        if entry_of(content) != self.expected[name]:
            raise Failed(say("%(name)s must not change while it is deployed; it did", name=name), _PUBLISH)
        return content


def whole_tree(folder: Path, shown: str, demo: bool) -> Tree:
    """The tree in a folder, shown to people under a name; Refused when it must not be deployed."""
    try:
        manifest = Manifest.read(folder / NAME)
    except (OSError, ValueError):
        raise Refused(
            [Problem(f"{shown}/{NAME}", 0, 0, say("there must be a manifest; there is none"), _PUBLISH)]
        ) from None
    problems = [
        Problem(
            f"{shown}/{difference.name}",
            0,
            0,
            say("the file must be as it was published; it is %(kind)s", kind=_KINDS[difference.kind]),
            _PUBLISH,
        )
        for difference in differences(manifest, folder)
    ]
    if not (folder / SUMS).is_file() or (folder / SUMS).read_bytes() != sums(folder):
        problems.append(
            Problem(f"{shown}/{SUMS}", 0, 0, say("the sums must be those of the files; they are not"), _PUBLISH)
        )
    if manifest.example and not demo:
        problems.append(Problem(f"{shown}/{NAME}", 0, 0, EXAMPLE, REAL_ONLY))
    if manifest.changed and not manifest.example:
        message = say("the site must be made from its commit as it is; files differed from it")
        fix = say("Commit the change, publish again without --allow-dirty, and deploy that.")
        problems.append(Problem(f"{shown}/{NAME}", 0, 0, message, fix))
    if problems:
        raise Refused(problems)
    beside = [name for name in (NAME, SUMS, SIGNATURE) if (folder / name).is_file()]
    expected = {**manifest.files, **{name: entry_of((folder / name).read_bytes()) for name in beside}}
    return Tree(folder, manifest, expected)


_KINDS = {
    "missing": say("missing"),
    "changed": say("changed"),
    "not listed": say("not in the manifest"),
    "link": say("a link"),
}
