"""`python -m plugins.hosting.deploy TARGET PLACE`: bring `public/` to a host, and look whether visitors get it."""

import argparse
import os
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from plugins.building.outcome import Refused
from plugins.building.place import alone, holds_sources
from plugins.hosting.demonstration import demonstration
from plugins.hosting.deploy.after import manifest_of, what_is_served_is_new
from plugins.hosting.deploy.changes import Changes, summary, tell_dry
from plugins.hosting.deploy.failures import UNTOUCHED, Failed
from plugins.hosting.deploy.folder import Folder
from plugins.hosting.deploy.locking import stopped_by_ci_too
from plugins.hosting.deploy.options import options
from plugins.hosting.deploy.pages import Pages
from plugins.hosting.deploy.rsync import Releases
from plugins.hosting.deploy.ssh import Server
from plugins.hosting.deploy.tree import Tree, whole_tree
from plugins.hosting.publishable import shown_path
from plugins.messages import Message, say, spoken, tell
from plugins.problems import listing


class Target(Protocol):
    """A place for the site; `state` says what visitors have if the work ends here."""

    state: Message

    def changes(self, tree: Tree) -> Changes: ...

    def deploy(self, tree: Tree) -> Changes: ...

    def unlock(self) -> None: ...


def main(arguments: list[str] | None = None) -> int:
    """Deploy; 0 when visitors have the new site, 1 when something kept them from it, 2 for wrong usage."""
    given = options(arguments)
    demo = demonstration(os.environ)
    if isinstance(demo, Message):
        tell(demo, to=sys.stderr)
        return 2
    given.demo = given.demo or demo
    os.umask(0o022)
    target: Target | Message | None = None
    try:
        with stopped_by_ci_too(), ExitStack() as ends:
            target = _target(given, ends)
            if isinstance(target, Message):
                tell(target, to=sys.stderr)
                return 2
            return _status(target, given)
    except KeyboardInterrupt:  # also before the place is known, and while what was opened is closed
        tell(say("Stopped."), getattr(target, "state", UNTOUCHED), to=sys.stderr)
        return 130


def _work(target: Target, given: argparse.Namespace) -> None:
    begun = time.monotonic()
    if given.unlock and not given.dry_run:
        target.unlock()
    if isinstance(target, Releases) and given.rollback is not None:
        manifest, content = target.roll_back(given.rollback, given.demo, given.dry_run)
        if not (given.dry_run or given.no_verify):
            what_is_served_is_new(given.url or manifest.site, manifest, content, (), given.wait)
        return
    source = given.source.resolve()
    # The lock of ./inv publish too: nobody publishes into the folder meanwhile.
    with alone(source):
        tree = whole_tree(source, shown_path(Path.cwd(), source), given.demo)
        tell(say("%(site)s, made from commit %(commit)s, %(count)s files.", site=tree.manifest.site, commit=tree.manifest.commit[:12], count=len(tree.manifest.files)))  # fmt: skip
        if given.dry_run:
            tell_dry(target.changes(tree), tree.expected)
            return
        done = target.deploy(tree)
        tell(summary(done, tree.expected))
        tell(say("Deployed in %(seconds)s s.", seconds=f"{time.monotonic() - begun:.1f}"))
        if not given.no_verify:
            content = manifest_of(source)
            what_is_served_is_new(given.url or tree.manifest.site, tree.manifest, content, done.delete, given.wait)


def _target(given: argparse.Namespace, ends: ExitStack) -> Target | Message:
    """The place that is meant, or what is wrong with the way it is written; `ends` does what must be done at the end."""
    root = Path.cwd()
    match given.target:
        case "folder":
            path = given.place.resolve()
            if holds_sources(root, path) or path == given.source.resolve():
                return say("the place must be a folder of its own; %(place)s holds the sources", place=given.place)
            return Folder(path, given.take_over)
        case "pages":
            return Pages(root, given.place, given.branch, given.take_over)
        case "rsync":
            sockets = Path(ends.enter_context(TemporaryDirectory(prefix="deploy-")))
            server = Server.at(given.place, given.port, given.identity, given.known_hosts, sockets / "s")
            if not server:
                return say("the place must be written as USER@HOST:/FOLDER; it is '%(place)s'", place=given.place)
            ends.callback(server.leave)
            return Releases(server, given.keep)
        case _:
            return _storage(given)


def _storage(given: argparse.Namespace) -> Target:
    # Only who deploys to a storage waits for boto3.
    from plugins.hosting.deploy.bucket import Bucket, client
    from plugins.hosting.deploy.s3 import Storage

    name, _, prefix = given.place.strip("/").partition("/")
    bucket = Bucket(client(given.endpoint_url), name, f"{prefix}/" if prefix else "")
    return Storage(bucket, given.encoding == "gzip", given.all, given.take_over)


def _status(target: Target, given: argparse.Namespace) -> int:
    """Do the work and say how it ended, and what visitors have now."""
    try:
        _work(target, given)
    except Refused as error:
        print(listing(error.problems, UNTOUCHED), file=sys.stderr)
    except Failed as error:
        tell(error.message, f"    {spoken(error.fix)}", target.state, to=sys.stderr)
    except OSError as error:
        tell(say("The system refused: %(error)s", error=error.strerror or str(error)), target.state, to=sys.stderr)
    else:
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
