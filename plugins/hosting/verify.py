"""Whether a copy of the site, at an address or in a folder, is what its manifest says, and whether the manifest is signed.

A mirror needs only the manifest and its signature. Nothing is trusted that the copy says of itself, if a key is given.
"""

import argparse
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from plugins.hosting.kept import kept, may_be_kept
from plugins.hosting.manifest import (
    NAME,
    SIGNATURE,
    SUMS,
    Difference,
    Entry,
    Manifest,
    differences,
    entry_of,
    entry_of_file,
)
from plugins.hosting.served import served_differences, sums_of, whole_file
from plugins.hosting.signature import PUBLIC_KEY, wrong_signature
from plugins.hosting.visitor import NoAnswer, printable
from plugins.messages import Message, say, tell

_KINDS = {
    "missing": say("is missing"),
    "changed": say("is not what the manifest says"),
    "changed when compressed": say("is not what the manifest says when it is sent compressed, as browsers take it"),
    "not in its folder": say("is not shown at the address of its folder; the host must put index.html behind each"),
    "not listed": say("is not in the manifest"),
    "link": say("is a link; a copy has files and folders only"),
    "still there": say("was taken away, and is still there"),
    "no answer": say("could not be fetched: the connection broke"),
}


def main(arguments: list[str] | None = None) -> int:
    """Compare a copy with its manifest; 0 when it is the same, 1 when it is not, 2 for wrong usage."""
    parser = argparse.ArgumentParser(prog="verify")
    parser.add_argument("copy", help="https://… or a folder")
    parser.add_argument("--manifest", type=Path, help="a manifest to trust, instead of the copy's own")
    parser.add_argument("--key", type=Path, help="the public key (minisign) that must have signed the manifest")
    parser.add_argument(
        "--former",
        type=Path,
        help="the manifest before: what it lists and the new one does not must be gone; of its theme files may be there",
    )
    options = parser.parse_args(arguments)
    key = options.key or (PUBLIC_KEY if PUBLIC_KEY.is_file() else None)
    is_address = options.copy.startswith(("http://", "https://"))
    if not is_address and not Path(options.copy).is_dir():
        tell(say("%(copy)s must be https://… or a folder; it is neither", copy=options.copy), to=sys.stderr)
        return 2
    try:
        former = Manifest.read(options.former).files if options.former else {}
        found = _found(options.copy, is_address, options.manifest, key, former)
    except NoAnswer as error:
        tell(say("%(address)s does not answer: %(error)s", address=options.copy, error=str(error)), to=sys.stderr)
        return 1
    except (OSError, ValueError):
        tell(say("There is no manifest that can be read."), to=sys.stderr)
        return 1
    if found:
        tell(*found, to=sys.stderr)
        return 1
    tell(say("The copy is what its manifest says."))
    if not key:
        tell(say("No key was given: this shows that the copy is whole, not who made it."))
    return 0


def _found(
    copy: str, is_address: bool, given: Path | None, key: Path | None, former: Mapping[str, Entry]
) -> list[Message]:
    """Everything that is wrong with a copy."""
    own = _file(copy, is_address, NAME)  # also with another one given: so it is known early whether anything answers
    content = given.read_bytes() if given else own
    if content is None:
        raise FileNotFoundError(NAME)
    if key:
        mark = _beside(given) if given else _file(copy, is_address, SIGNATURE)
        if wrong := wrong_signature(content, mark, key):
            return [wrong]  # what an unsigned manifest says is of no use
    manifest = Manifest.model_validate_json(content)
    if not all(_is_plain(name) for name in manifest.files):
        return [say("the manifest must name files below the site's top, in printable letters; it does not")]
    tell(say("%(site)s, made from commit %(commit)s, %(count)s files.", site=manifest.site, commit=manifest.commit[:12], count=len(manifest.files)))  # fmt: skip
    if manifest.changed:
        tell(say("It was made from files that differ from that commit, so nobody can make it again."))
    if is_address:
        return listing(served_differences(copy, manifest, content, [name for name in former if not may_be_kept(name)]))
    return listing(_folder_differences(Path(copy), manifest, content, former))


def listing(found: Iterable[Difference]) -> list[Message]:
    """Each difference as a sentence, and how many there are."""
    said = [
        say(
            "%(name)s %(what)s",
            name=printable(difference.name),
            what=_KINDS.get(difference.kind) or _status(difference.kind),
        )
        for difference in sorted(found, key=lambda difference: difference.name)
    ]
    return [*said, say("%(count)s files differ.", count=len(said))] if said else []


def _status(kind: str) -> Message:
    if kind.startswith("not gone"):
        return say("was taken away; instead of 404 the answer is %(status)s", status=kind.rpartition(" ")[2])
    return say("is not served: %(status)s", status=kind)


def _folder_differences(
    folder: Path, manifest: Manifest, content: bytes, former: Mapping[str, Entry]
) -> list[Difference]:
    expected = {NAME: entry_of(content), SUMS: sums_of(manifest, content)}
    own = [
        Difference(name, "changed" if (folder / name).is_file() else "missing")
        for name, entry in expected.items()
        if not (folder / name).is_file() or entry_of_file(folder / name) != entry
    ]
    found = differences(manifest, folder)
    # A deploy leaves the theme of the site before, whose manifest vouches for it. No page of this one loads it.
    more = [one.name for one in found if one.kind == "not listed"]
    left = {name for name, entry in kept(former, ()).items() if name in more and entry_of_file(folder / name) == entry}
    if left:
        tell(say("%(count)s files of an earlier site's theme lie beside it, for pages in caches.", count=len(left)))
    if not former and any(map(may_be_kept, more)):
        tell(say("After a deploy some may be the theme of the site before: --former, with its manifest, knows them."))
    return [*(one for one in found if one.name not in left), *own]


def _file(copy: str, is_address: bool, name: str) -> bytes | None:
    if is_address:
        return whole_file(copy, name)
    path = Path(copy) / name
    return path.read_bytes() if path.is_file() else None


def _beside(manifest: Path) -> bytes | None:
    mark = manifest.with_name(manifest.name + SIGNATURE.removeprefix(NAME))
    return mark.read_bytes() if mark.is_file() else None


def _is_plain(name: str) -> bool:
    """Whether a name leads to a file below the top and can be printed: a stranger's manifest could hold anything."""
    return name.isprintable() and bool(name) and all(part not in ("", ".", "..") for part in name.split("/"))


if __name__ == "__main__":
    sys.exit(main())
