"""A real sshd for the tests of deploys: found, or installed on Debian and Ubuntu, or named in one line. Its keys are thrown away."""

import getpass
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.hosting.servers import free_port
from tests.programs import place, provide

PACKAGES = ("openssh-server", "openssh-client", "rsync")
HELP = "The tests of deploys over ssh need sshd, ssh and rsync: install them (Debian, Ubuntu: apt install openssh-server rsync)."
_SEPARATION = Path(
    "/run/sshd"
)  # root's sshd goes into this empty folder before anybody has logged in; gone at each start


@dataclass(frozen=True)
class Host:
    """A running sshd, and what one needs to be let in; `programs` is a folder of programs that it takes before its own."""

    login: str
    port: int
    identity: Path
    known_hosts: Path
    programs: Path

    @property
    def options(self) -> list[object]:
        return ["--port", self.port, "--identity", self.identity, "--known-hosts", self.known_hosts]


def missing() -> list[str]:
    """What of the programs is not on this machine."""
    return [name for name in ("sshd", "ssh", "rsync") if not place(name)]


@contextmanager
def ssh_server(folder: Path) -> Iterator[Host]:
    """An sshd of the present user, on a free port of this machine, with keys made for it alone."""
    if os.geteuid() == 0:
        _SEPARATION.mkdir(mode=0o755, exist_ok=True)
    port = free_port()
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", folder / name], check=True)
    known = folder / "known_hosts"
    known.write_text(f"[127.0.0.1]:{port} {(folder / 'host.pub').read_text()}")
    settings = folder / "sshd_config"
    settings.write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/user.pub\n"
        "StrictModes no\nUsePAM no\nPasswordAuthentication no\nPermitRootLogin yes\nPidFile none\n"
        # A home of its own: the settings of the person's shell stay out of it.
        f"MaxStartups 100\nPrintMotd no\nPrintLastLog no\nSetEnv HOME={folder} PATH={folder}/programs:{os.environ['PATH']}\n"
    )
    programs = folder / "programs"
    programs.mkdir()
    log = folder / "log"
    log.touch()
    command = [place("sshd") or "sshd", "-D", "-E", str(log), "-f", str(settings)]
    # What it or its children keep open is nobody's but their own: else who reads what the tests say may wait for their end.
    nothing = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing) as process:
        try:
            while "Server listening" not in log.read_text():
                assert process.poll() is None, log.read_text()
            yield Host(f"{getpass.getuser()}@127.0.0.1", port, folder / "user", known, programs)
        finally:
            process.kill()


def main() -> int:
    """Make sure that the programs are there; 1 when one is not.

    Where systemd runs, the package would open an sshd to the network: that is for a person to decide.
    """
    told = "Installing Debian's openssh-server and rsync for the tests of deploys …"
    return provide(missing, PACKAGES, told, HELP, may_install=not Path("/run/systemd/system").exists())


if __name__ == "__main__":
    sys.exit(main())
