"""A storage with the interface of S3 on this machine, and one that stops working half-way."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import boto3
from moto.server import ThreadedMotoServer

from tests.hosting.servers import in_background

CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "example",
    "AWS_SECRET_ACCESS_KEY": "example",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": "/dev/null",
}


@dataclass(frozen=True)
class Place:
    """A bucket of its own at a storage."""

    client: Any
    endpoint: str
    bucket: str

    def files(self) -> dict[str, bytes]:
        listed = self.client.list_objects_v2(Bucket=self.bucket).get("Contents", [])
        return {entry["Key"]: self.object(entry["Key"])["Body"].read() for entry in listed}

    def object(self, name: str) -> Any:
        return self.client.get_object(Bucket=self.bucket, Key=name)

    def put(self, name: str, content: bytes) -> None:
        self.client.put_object(Bucket=self.bucket, Key=name, Body=content)


@contextmanager
def storage() -> Iterator[str]:
    """The address of a storage without buckets."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    try:
        yield f"http://127.0.0.1:{server.get_host_and_port()[1]}"
    finally:
        server.stop()


def place(endpoint: str, bucket: str) -> Place:
    client = boto3.Session("example", "example", region_name="us-east-1").client("s3", endpoint_url=endpoint)
    client.create_bucket(Bucket=bucket)
    return Place(client, endpoint, bucket)


@dataclass
class Fault:
    """Answers 500 to requests of a method: after `good` of them `bad` times."""

    method: str
    good: int
    bad: int
    seen: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def strikes(self, method: str) -> bool:
        with self.lock:
            self.seen += method == self.method
            return method == self.method and self.good < self.seen <= self.good + self.bad


@contextmanager
def faulty(endpoint: str, fault: Fault, unknown: str = "") -> Iterator[str]:
    """The address of a storage that passes requests on to another, until the fault strikes, but for a header that it does not know."""

    class Proxy(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if fault.strikes(self.command):
                status, headers, content = 500, [], b""
            else:
                connection = HTTPConnection(endpoint.removeprefix("http://"), timeout=60)
                known = {name: value for name, value in self.headers.items() if name != unknown}
                connection.request(self.command, self.path, body, known)
                answer = connection.getresponse()
                status, headers, content = answer.status, answer.getheaders(), answer.read()
                connection.close()
            self.send_response(status)
            for name, value in headers:
                if name.lower() not in ("content-length", "connection", "transfer-encoding", "date", "server"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_PUT = do_DELETE = do_POST = do_HEAD = pass_on  # noqa: N815  the names that http.server wants

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Proxy) as server, in_background(server) as address:
        yield address
