"""Commands on a server over ssh. The server must be known: its key is compared, always."""

import re
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from plugins.hosting.deploy.failures import Failed
from plugins.hosting.progress import told
from plugins.messages import say

_PLACE = re.compile(r"(?:([A-Za-z0-9_][A-Za-z0-9._-]*)@)?([A-Za-z0-9][A-Za-z0-9.-]*):([^\s:~-][^\x00-\x1f\x7f]*)")
_STRICT = ("-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes")
# Where the network goes away meanwhile, a deploy ends after a minute and does not wait for ever.
_ALIVE = ("-o", "ConnectTimeout=30", "-o", "ServerAliveInterval=15", "-o", "ServerAliveCountMax=4")
_IDLE = 30  # seconds after which a shared connection ends, when nobody could end it
_KNOWN = say(
    "If the server is new to this machine: ssh-keyscan, compare the fingerprint with what the host's owner tells you, and add the line to known_hosts."
)


@dataclass(frozen=True)
class Server:
    """Somebody's login at a host and a folder there; passwords are never asked for."""

    login: str
    folder: str
    port: int | None = None  # else what ~/.ssh/config says
    identity: Path | None = None
    known_hosts: Path | None = None
    socket: Path | None = None  # through which all commands share one connection

    @classmethod
    def at(
        cls,
        place: str,
        port: int | None = None,
        identity: Path | None = None,
        known_hosts: Path | None = None,
        socket: Path | None = None,
    ) -> "Server | None":
        """The server of a place such as `site@example.org:/srv/pscore`; None when it is written in another way."""
        match = _PLACE.fullmatch(place)
        if not match:
            return None
        login = f"{match[1]}@{match[2]}" if match[1] else match[2]
        return cls(login, match[3].rstrip("/") or "/", port, identity, known_hosts, socket)

    @property
    def command(self) -> list[str]:
        """How ssh is called, without the login."""
        own = ["-i", str(self.identity), "-o", "IdentitiesOnly=yes"] if self.identity else []
        known = ["-o", f'UserKnownHostsFile="{self.known_hosts}"'] if self.known_hosts else []
        shared = ["-o", "ControlMaster=auto", "-o", f"ControlPath={self.socket}", "-o", f"ControlPersist={_IDLE}"]
        return [
            "ssh",
            *(["-p", str(self.port)] if self.port else []),
            *_STRICT,
            *_ALIVE,
            *own,
            *known,
            *(shared if self.socket else []),
        ]

    def leave(self) -> None:
        """End the shared connection."""
        if self.socket and self.socket.exists():
            subprocess.run([*self.command, "-O", "exit", "--", self.login], capture_output=True, check=False)

    def run(self, script: str, *arguments: str, given: bytes = b"") -> str:
        """Run a script of sh on the server and return what it printed; `$0` is the folder, `$1` and so on the arguments."""
        remote = shlex.join(["sh", "-euc", script, self.folder, *arguments])
        done = _done([*self.command, "--", self.login, remote], given)
        if done.returncode:
            raise Failed(
                say("the server must do what it is asked; it said: %(error)s", error=_last(done.stderr)),
                _KNOWN if done.returncode == 255 else say("Look at the server: rights, room on the disk, tools."),
            )
        return done.stdout.decode("utf-8", "replace")

    def bring(self, folder: Path, target: str, count: int, options: list[str]) -> None:
        """Copy the content of a folder into one on the server with rsync; about so many files are to be sent."""
        place = f"{self.login}:{self.folder}/{target}/"
        command = ["rsync", "--secluded-args", "--out-format=%n", "-e", shlex.join(self.command), *options]
        with TemporaryFile() as complaints:
            try:
                rsync = subprocess.Popen([*command, f"{folder}/", place], stdout=subprocess.PIPE, stderr=complaints)
            except FileNotFoundError:
                raise _not_installed("rsync") from None
            with rsync:
                lines = (line for line in rsync.stdout or () if not line.rstrip().endswith(b"/"))
                try:
                    for _ in told(lines, count, say("Uploading")):
                        pass
                except BaseException:  # whoever has the lock next must be alone
                    rsync.terminate()
                    rsync.wait()
                    raise
            if rsync.returncode:
                complaints.seek(0)
                raise Failed(
                    say("rsync must succeed; it said: %(error)s", error=_last(complaints.read())),
                    say("Look at the connection and at the room on the server's disk, then deploy again."),
                )


def _done(command: list[str], given: bytes) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(command, input=given, capture_output=True, check=False)
    except FileNotFoundError:
        raise _not_installed(command[0]) from None


def _not_installed(program: str) -> Failed:
    message = say("%(program)s must be installed; it is not", program=program)
    return Failed(message, say("On Debian and Ubuntu: apt install rsync openssh-client."))


def _last(stderr: bytes) -> str:
    """What was said last, without letters that change a terminal."""
    lines = stderr.decode("utf-8", "replace").strip().splitlines() or ["?"]
    return "".join(letter for letter in lines[-1] if letter.isprintable())
