"""A place in an S3-compatible storage: what lies there, and files brought and taken away one by one."""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from plugins.hosting.deploy.failures import Failed
from plugins.messages import say

CONNECTIONS = 8  # at once


@dataclass(frozen=True)
class Bucket:
    """The objects whose names begin with a prefix (empty, or ending with a slash)."""

    client: Any
    name: str
    prefix: str = ""

    def listing(self) -> dict[str, str]:
        """Every object with its ETag, which is the MD5 of the content where a storage keeps to the custom."""
        found: dict[str, str] = {}
        with _said("list"):
            for part in self.client.get_paginator("list_objects_v2").paginate(Bucket=self.name, Prefix=self.prefix):
                for entry in part.get("Contents", ()):
                    found[entry["Key"].removeprefix(self.prefix)] = entry["ETag"].strip('"')
        return found

    def put(self, name: str, content: bytes, headers: Mapping[str, str]) -> str:
        """Store a file and return its ETag; the storage refuses what did not arrive whole."""
        with _said("put"):
            answer = self.client.put_object(**self._key(name), Body=content, ContentMD5=_sum(content), **headers)
        return str(answer["ETag"]).strip('"')

    def read(self, name: str) -> bytes | None:
        """The content of a file; None when there is none."""
        with _said("get"):
            try:
                return bytes(self.client.get_object(**self._key(name))["Body"].read())
            except ClientError as error:
                if _code(error) in ("NoSuchKey", "404"):
                    return None
                raise

    def delete(self, name: str) -> None:
        with _said("delete"):
            self.client.delete_object(**self._key(name))

    def claim(self, name: str, content: bytes) -> bytes:
        """Store a file if there is none of that name, and return what lies there then; nothing when another was there a moment ago."""
        # Looked at before and after: a storage without conditions may refuse them, or do as if they were none.
        # There two deploys in the same instant might not see each other.
        if (there := self.read(name)) is not None:
            return there
        stored = content
        with _said("put"):
            try:
                self.client.put_object(**self._key(name), Body=content, ContentMD5=_sum(content), IfNoneMatch="*")
            except ClientError as error:
                if _code(error) == "NotImplemented":
                    self.put(name, content, {})
                elif _code(error) in ("PreconditionFailed", "ConditionalRequestConflict", "412"):
                    stored = b""
                else:
                    raise
        there = self.read(name)
        return stored if there is None else there  # some storages show a new file a moment later

    def _key(self, name: str) -> dict[str, str]:
        return {"Bucket": self.name, "Key": self.prefix + name}


def client(endpoint_url: str | None) -> Any:
    """A connection to a storage with the credentials of the environment, as all of AWS's tools find them."""
    # Checksums newer than MD5 are only sent where S3 demands them: other storages refuse what they do not know.
    plain = Config(
        max_pool_connections=CONNECTIONS,
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    with _said("connect"):
        try:
            return boto3.client("s3", endpoint_url=endpoint_url, config=plain)
        except ValueError:
            message = say("--endpoint-url must be the address of the storage; it is none")
            raise Failed(message, say("Write https://, the host, and the port if it has one.")) from None


def md5(content: bytes) -> str:
    """What the storage's own listing says of a content. Whether a site is the right one is told by SHA-256, never by this."""
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def _sum(content: bytes) -> str:
    return base64.b64encode(bytes.fromhex(md5(content))).decode()


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", "?"))


@contextmanager
def _said(operation: str) -> Iterator[None]:
    """What went wrong at the storage as a sentence; nothing of an answer is told but its code, keys and accounts stay out of logs."""
    try:
        yield
    except ClientError as error:
        raise Failed(
            say(
                "the storage must do what it is asked (%(work)s); it said: %(code)s", work=operation, code=_code(error)
            ),
            say("Look at the name of the bucket, and whether the key may list, read, write and delete in it."),
        ) from None
    except BotoCoreError as error:
        raise Failed(
            say("the storage must answer (%(work)s); it did not: %(kind)s", work=operation, kind=type(error).__name__),
            say("Look at --endpoint-url and at AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment."),
        ) from None
