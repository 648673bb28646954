"""An S3-compatible storage. It has no step that changes everything, so the order keeps visitors safe: what pages load comes before
the pages, the manifest at the end, and what nobody needs any more is taken away last, after what lies there was compared.

A plain storage cannot choose between compressed copies: texts are stored as they are, or all of them packed by gzip, which every browser reads.
"""

import os
from collections.abc import Callable, Generator, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, suppress
from dataclasses import dataclass, field
from typing import TypeVar

from plugins.hosting.deploy.bucket import CONNECTIONS, Bucket, md5
from plugins.hosting.deploy.changes import Changes, batches, changes
from plugins.hosting.deploy.failures import HALF, SWITCHED, UNTOUCHED, Failed
from plugins.hosting.deploy.folder import no_site
from plugins.hosting.deploy.locking import locked
from plugins.hosting.deploy.owner import held, holder
from plugins.hosting.deploy.tree import Tree
from plugins.hosting.headers import content_type, is_served, lifetime
from plugins.hosting.kept import kept, listed
from plugins.hosting.manifest import NAME, Manifest, entry_of
from plugins.hosting.progress import told
from plugins.messages import Message, say

LOCK = ".deploy-lock"
Result = TypeVar("Result")


@dataclass
class Storage:
    """A bucket, or what lies below a prefix in it, as the place of the site."""

    bucket: Bucket
    packed: bool = False
    everything: bool = False  # also files that are the same: their headers may have changed
    take_over: bool = False
    owner: bytes = field(default_factory=lambda: holder(os.environ, public=True).encode())
    state: Message = UNTOUCHED

    def changes(self, tree: Tree) -> Changes:
        return self._changes(tree, self._there(tree))

    def deploy(self, tree: Tree) -> Changes:
        with self._locked():
            there = self._there(tree)
            planned = self._changes(tree, there)
            uploads = batches(planned.upload, there)
            # Closed: what was begun is at its end before the lock is given back.
            with closing(self._uploaded(tree, uploads)) as uploaded:
                sent = dict(told(uploaded, len(planned.upload), say("Uploading")))
            self._is_complete(tree, sent)
            with closing(self._taken_away(planned.delete)) as taken_away:
                for _ in told(taken_away, len(planned.delete), say("Taking away")):
                    pass
            self.state = SWITCHED
        return planned

    def unlock(self) -> None:
        self.bucket.delete(LOCK)

    def _stored(self, tree: Tree, name: str) -> tuple[bytes, dict[str, str]]:
        """The content of a file as it is stored, and what the storage says with it."""
        headers = {"ContentType": content_type(name), "CacheControl": lifetime(name)}
        if self.packed and f"{name}.gz" in tree.expected:
            return tree.content(f"{name}.gz"), {**headers, "ContentEncoding": "gzip"}
        return tree.content(name), headers

    def _wanted(self, tree: Tree) -> dict[str, str]:
        return {name: md5(self._stored(tree, name)[0]) for name in tree.expected if is_served(name)}

    def _changes(self, tree: Tree, there: Mapping[str, str]) -> Changes:
        """By what lies there, not by the manifest there: a deploy that died may have left other files than it says."""
        wanted = self._wanted(tree)
        left = {name: there[name] for name in self._kept(tree, there)}
        planned = changes(there, {**wanted, **left})
        return Changes(changes({}, wanted).upload, planned.delete) if self.everything else planned

    def _kept(self, tree: Tree, there: Mapping[str, str]) -> list[str]:
        """Theme files of the site that stands there, packed or not, as far as they are what its manifest says."""
        former = listed(self.bucket.read(NAME) or b"")
        names = [name for name in kept(former, tree.expected) if name in there]

        def is_unchanged(name: str) -> bool:
            content = self.bucket.read(name)
            return content is not None and entry_of(content) in (former[name], former.get(f"{name}.gz"))

        return [name for name, same in zip(names, _each(is_unchanged, names), strict=True) if same]

    def _there(self, tree: Tree) -> dict[str, str]:
        there = self.bucket.listing()
        there.pop(LOCK, None)
        # Without a manifest it may be a first deploy that died: then there is nothing but files of a site.
        if not (self.take_over or self._is_site() or there.keys() <= tree.expected.keys()):
            raise no_site(f"{self.bucket.name}/{self.bucket.prefix}")
        return there

    def _is_site(self) -> bool:
        try:
            Manifest.model_validate_json(self.bucket.read(NAME) or b"")
        except ValueError:
            return False
        return True

    def _uploaded(self, tree: Tree, uploads: list[list[str]]) -> Generator[tuple[str, str]]:
        """Upload batch by batch; each is whole before the next begins."""

        def upload(name: str) -> tuple[str, str]:
            content, headers = self._stored(tree, name)
            return name, self.bucket.put(name, content, headers)

        for batch in uploads:
            self.state = HALF
            yield from _each(upload, batch)

    def _taken_away(self, names: tuple[str, ...]) -> Generator[None]:
        for batch in reversed(batches(names, names)):
            yield from _each(self.bucket.delete, batch)

    def _is_complete(self, tree: Tree, sent: Mapping[str, str]) -> None:
        """Every file lies there as it was sent, or as it was already; otherwise nothing is taken away."""
        there, wanted = self.bucket.listing(), self._wanted(tree)
        wrong = [name for name, tag in wanted.items() if there.get(name) not in (tag, sent.get(name, tag))]
        if wrong:
            message = say("every file must lie in the storage; %(count)s do not, such as %(name)s", count=len(wrong), name=wrong[0])  # fmt: skip
            raise Failed(message, say("Somebody else may write there. Deploy again."))

    def _locked(self) -> AbstractContextManager[None]:
        return locked(self._enter, self._leave)

    def _enter(self) -> None:
        try:
            other = self.bucket.claim(LOCK, self.owner)
        except Failed:
            with suppress(Failed):  # it may have been stored before the answer broke off
                self._leave()
            raise
        if other != self.owner:
            raise held(other.decode("utf-8", "replace"))

    def _leave(self) -> None:
        """Give the lock back, if it is still ours: somebody may have used --unlock meanwhile."""
        if self.bucket.read(LOCK) == self.owner:
            self.unlock()


def _each(work: Callable[[str], Result], names: Iterable[str]) -> Generator[Result]:
    """The results of the work on each name, several at once; after a failure no further one is begun."""
    with ThreadPoolExecutor(CONNECTIONS) as threads:
        try:
            for one in [threads.submit(work, name) for name in names]:
                yield one.result()
        except BaseException:
            threads.shutdown(cancel_futures=True)
            raise
