"""A process that runs deploys, each as a process of its own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.hosting.tries import KILLED, Ended, Tries, serve, tries

__all__ = ["KILLED", "Deployed", "Deployer", "deployer"]

Deployed = Ended


@dataclass(frozen=True)
class Deployer:
    tries: Tries
    folder: Path
    environment: dict[str, str]

    def run(
        self,
        *arguments: object,
        kill_after: float | None = None,
        stop_after: float | None = None,
        room: int | None = None,
    ) -> Deployed:
        """Deploy, in `folder`; after so many seconds nothing of it lives any more, or it is asked to stop. No file can become larger than `room`."""
        return self.tries.run(
            kill_after=kill_after,
            stop_after=stop_after,
            room=room,
            arguments=[str(argument) for argument in arguments],
            folder=str(self.folder),
            environment=self.environment,
        )


@contextmanager
def deployer(folder: Path, **environment: str) -> Iterator[Deployer]:
    with tries("tests.hosting.deployer", folder) as running:
        yield Deployer(running, folder, environment)


def _run(asked: dict[str, Any]) -> int:
    from plugins.hosting.deploy.__main__ import main

    os.chdir(asked["folder"])
    os.environ.update(asked["environment"])
    return main(asked["arguments"])


def _begin() -> None:
    import boto3

    from plugins.hosting.deploy import __main__, s3  # noqa: F401  what each child would import again

    boto3.client("s3", region_name="us-east-1")  # reads the models of the storage's answers once
    serve(_run)


if __name__ == "__main__":
    _begin()
