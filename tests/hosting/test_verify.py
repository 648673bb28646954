"""`./inv verify` of a folder, and of a site that is served."""

import functools
import hashlib
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from minisign import KeyPair

from plugins.hosting.deploy.__main__ import main as deploy
from plugins.hosting.deploy.after import what_is_served_is_new
from plugins.hosting.deploy.failures import Failed
from plugins.hosting.deploy.options import WAIT_FOR_CACHES
from plugins.hosting.manifest import NAME, SIGNATURE, SUMS, Manifest, entry_of
from plugins.hosting.progress import told
from plugins.hosting.verify import main
from tests.hosting.servers import in_background
from tests.hosting.versions import files_of, seal, version


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder as simple servers do; some addresses behave as those of odd hosts."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # it waits for each second part of an answer
    overloaded = ""  # the address at which nothing can be said just now

    def do_GET(self) -> None:
        if self.path.startswith(("/moved/", "/away/")):
            self.send_response(301)
            base = "" if self.path.startswith("/moved/") else "http://127.0.0.2"
            self.send_header("Location", f"{base}/{self.path.split('/', 2)[2]}")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif self.path.startswith("/packed/") and (packed := self.folder / f"{self.path[8:]}.gz").is_file():
            content = packed.read_bytes()
            self.send_response(200)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
        elif self.path == self.overloaded:
            self.send_error(503)
        elif self.path.startswith("/storage/") and self.path.endswith("/"):
            self.send_error(404)
        else:
            self.path = self.path.removeprefix("/packed").removeprefix("/storage")
            super().do_GET()

    @property
    def folder(self) -> Path:
        return Path(self.directory)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return version(tmp_path / "site", "new", pages=1)


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    handler = functools.partial(Handler, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, in_background(server) as found:
        yield found


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the server is asked for."""
    paths: list[str] = []
    answer = Handler.do_GET

    def noted(handler: Handler) -> None:
        paths.append(handler.path)
        answer(handler)

    monkeypatch.setattr(Handler, "do_GET", noted)
    return paths


@pytest.fixture
def key(site: Path, tmp_path: Path) -> Path:
    """Sign the manifest and return the public key."""
    pair = KeyPair.generate()
    (site / SIGNATURE).write_bytes(bytes(pair.secret_key.sign((site / NAME).read_bytes())))
    path = tmp_path / "site.pub"
    path.write_bytes(bytes(pair.public_key))
    return path


def test_a_whole_copy_is_found_whole(site: Path, address: str, capsys: pytest.CaptureFixture[str]) -> None:
    for copy in (str(site), address, f"{address}/"):
        assert main([copy]) == 0
        said = capsys.readouterr().out
        assert "The copy is what its manifest says." in said
        assert "No key was given: this shows that the copy is whole, not who made it." in said


def test_a_copy_made_from_other_files_than_the_commits_says_so(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = "It was made from files that differ from that commit, so nobody can make it again."
    for changed in (False, True):
        seal(site, "http://127.0.0.1:9", changed=changed)
        assert main([str(site)]) == 0
        assert (told in capsys.readouterr().out) is changed


@pytest.mark.parametrize("path", ["moved", "packed"])
def test_hosts_that_redirect_or_pack_serve_the_same_bytes(address: str, path: str) -> None:
    assert main([f"{address}/{path}"]) == 0


def test_another_host_is_not_followed(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([f"{address}/away"]) == 1
    assert "There is no manifest that can be read." in capsys.readouterr().err


@pytest.mark.parametrize("home", ["index.html", "ko/index.html", "fr/index.html"])
def test_the_home_of_every_language_is_looked_for_at_its_folder_too(
    site: Path, address: str, home: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A storage has files and no folders: without a rule of the CDN nobody gets a page at /ko/."""
    told = "is not shown at the address of its folder; the host must put index.html behind each"
    assert main([str(site)]) == 0
    assert main([f"{address}/storage"]) == 1
    said = capsys.readouterr().err.splitlines()
    assert f"{home} {told}" in said
    assert said[-1] == "3 files differ."


def test_a_folder_that_shows_another_page_is_told(
    site: Path, address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a CDN with one page for every wrong address does."""
    answer = Handler.do_GET

    def always_home(handler: Handler) -> None:
        handler.path = "/index.html" if handler.path == "/ko/" else handler.path
        answer(handler)

    monkeypatch.setattr(Handler, "do_GET", always_home)
    assert main([address]) == 1
    assert capsys.readouterr().err.startswith("ko/index.html is not shown at the address of its folder")


def test_every_difference_is_told(site: Path, address: str, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "index.html").write_text("other")
    (site / "404.html").write_bytes((site / "404.html").read_bytes() + b" ")
    (site / "ko" / "index.html").unlink()
    (site / SUMS).write_text("x")
    (site / "extra.html").write_text("x")
    told = [
        "404.html is not what the manifest says",
        "SHA256SUMS is not what the manifest says",
        "index.html is not what the manifest says",
        "ko/index.html is missing",
    ]
    assert main([address]) == 1
    assert capsys.readouterr().err.splitlines() == [*told, "4 files differ."]
    assert main([str(site)]) == 1
    found = capsys.readouterr().err.splitlines()
    assert found == [*sorted([*told, "extra.html is not in the manifest"]), "5 files differ."]


def test_what_was_taken_away_and_still_answers_is_told(
    site: Path, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    former = tmp_path / "former.json"
    former.write_bytes((site / NAME).read_bytes())
    page = site / "ko" / "only-new.html"
    kept = page.read_bytes()
    page.unlink()
    seal(site, "https://www.example.org")
    assert main([address, "--former", str(former)]) == 0
    page.write_bytes(kept)
    assert main([address]) == 0
    capsys.readouterr()
    assert main([address, "--former", str(former)]) == 1
    assert "ko/only-new.html was taken away, and is still there\n" in capsys.readouterr().err
    monkeypatch.setattr(Handler, "overloaded", "/ko/only-new.html")
    assert main([address, "--former", str(former)]) == 1
    assert "ko/only-new.html was taken away; instead of 404 the answer is 503\n" in capsys.readouterr().err


def test_the_theme_of_an_earlier_site_may_lie_beside_this_one(
    site: Path, address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = version(tmp_path / "old", "old", pages=1)
    assert deploy(["folder", str(site), "--source", str(old), "--no-verify"]) == 0  # new, then old
    former = version(tmp_path / "former", "new", pages=1) / NAME
    capsys.readouterr()
    for copy in (str(site), address):
        assert main([copy, "--former", str(former)]) == 0
    assert "4 files of an earlier site's theme lie beside it" in capsys.readouterr().out
    assert main([str(site)]) == 1
    said = capsys.readouterr()
    assert "After a deploy some may be the theme of the site before: --former" in said.out
    assert said.err.endswith("4 files differ.\n")


def test_nothing_else_may_lie_beside_a_site_whatever_its_name_says(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is planted on a stick, such as a program with the hash of its content in its name; and a theme that was changed."""
    program = f"theme/Open-me-first.{hashlib.sha256(b'x').hexdigest()[:10]}.exe"
    style, former = f"theme/a.{hashlib.sha256(b'x').hexdigest()[:10]}.css", tmp_path / "former.json"
    hidden = "a\x1b[2J"  # what a terminal would take for a command
    for name in (program, style, hidden):
        (site / name).write_bytes(b"x")
    manifest = Manifest.read(site / NAME)
    listed = {program: entry_of(b"x"), style: entry_of(b"other")}
    former.write_bytes(manifest.model_copy(update={"files": listed}).content)
    for options in ([], ["--former", str(former)]):
        assert main([str(site), *options]) == 1
        said = capsys.readouterr().err.splitlines()
        assert said == [*(f"{name} is not in the manifest" for name in ("a�[2J", program, style)), "3 files differ."]


def test_a_link_is_no_part_of_a_copy(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A web server shows what lies in a linked folder, such as pages that were withdrawn."""
    version(tmp_path / "withdrawn", "old", pages=1)
    (site / "more").symlink_to(tmp_path / "withdrawn")
    (site / "index.html").rename(tmp_path / "index.html")
    (site / "index.html").symlink_to(tmp_path / "index.html")
    assert main([str(site)]) == 1
    told = "is a link; a copy has files and folders only"
    assert capsys.readouterr().err.splitlines() == [f"index.html {told}", f"more {told}", "2 files differ."]


def test_a_mirror_needs_only_the_manifest_and_its_signature(
    site: Path, address: str, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([address, "--key", str(key)]) == 0
    assert main([str(site), "--key", str(key)]) == 0
    assert "No key was given" not in capsys.readouterr().out
    trusted = key.with_name(NAME)
    trusted.write_bytes((site / NAME).read_bytes())
    key.with_name(SIGNATURE).write_bytes((site / SIGNATURE).read_bytes())
    (site / "index.html").write_text("a mirror's own words")
    seal(site, "https://mirror.example.org")
    assert main([address, "--key", str(key), "--manifest", str(trusted)]) == 1
    assert "index.html is not what the manifest says\n" in capsys.readouterr().err


@pytest.mark.parametrize("copy", ["folder", "address"])
def test_a_manifest_that_the_key_did_not_sign_is_refused(
    site: Path, address: str, key: Path, copy: str, capsys: pytest.CaptureFixture[str]
) -> None:
    place = str(site) if copy == "folder" else address
    seal(site, "https://mirror.example.org")
    assert main([place, "--key", str(key)]) == 1
    assert "the signature must be that of the manifest by site.pub; it is not" in capsys.readouterr().err
    (site / SIGNATURE).unlink()
    assert main([place, "--key", str(key)]) == 1
    assert "the manifest must be signed; there is no signature" in capsys.readouterr().err
    key.write_text("no key")
    (site / SIGNATURE).write_text("no signature")
    assert main([place, "--key", str(key)]) == 1
    assert "site.pub must be a public key of minisign; it is not" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "a//b", "a\x1b[2J"])
def test_a_manifest_that_leads_elsewhere_is_refused(
    site: Path, address: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest = Manifest.read(site / NAME)
    files = {**manifest.files, name: manifest.files["index.html"]}
    (site / NAME).write_bytes(manifest.model_copy(update={"files": files}).content)
    assert main([address]) == 1
    assert "the manifest must name files below the site's top" in capsys.readouterr().err


def test_what_is_no_copy_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["http://127.0.0.1:9"]) == 1
    assert "http://127.0.0.1:9 does not answer: [Errno 111] Connection refused" in capsys.readouterr().err
    assert main([str(tmp_path / "nowhere")]) == 2
    assert main([str(tmp_path)]) == 1
    assert "There is no manifest that can be read." in capsys.readouterr().err


def test_a_deploy_looks_at_what_is_served(site: Path, address: str, capsys: pytest.CaptureFixture[str]) -> None:
    new = version(site.parent / "later", "later", address, pages=1)
    assert deploy(["folder", str(site), "--source", str(new)]) == 0
    assert f"{address} serves what was deployed.\n" in capsys.readouterr().out
    assert deploy(["folder", str(site), "--source", str(new), "--url", f"{address}/away"]) == 1
    said = capsys.readouterr().err
    assert "what is served must be what was deployed; it is not:\n404.html is not served: status 301\n" in said
    assert said.endswith("The new site is in its place; visitors have it.\n")


@pytest.mark.parametrize("url", ["https://127.0.0.1:99999", f"https://{'a' * 64}.example.org", "www.example.org"])
def test_a_deploy_that_could_not_look_at_an_address_is_not_begun(
    tmp_path: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        deploy(["folder", str(tmp_path / "place"), "--url", url])
    assert (
        f"--url: it must be the address of a site, such as https://www.example.org; it is '{url}'"
        in capsys.readouterr().err
    )


def test_a_host_that_takes_its_time_is_waited_for(site: Path, address: str) -> None:
    """What GitHub does: for a while it shows the site that was."""
    new = version(site.parent / "later", "later", pages=1)
    manifest, content = Manifest.read(new / NAME), (new / NAME).read_bytes()
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            version(site, "later", pages=1)
            (site / NAME).write_bytes(content)
            (site / SUMS).write_bytes((new / SUMS).read_bytes())

    what_is_served_is_new(address, manifest, content, (), 60, pause)
    assert pauses == [5, 5, 5]
    other = Manifest.read(version(site.parent / "other", "other", pages=1) / NAME)
    with pytest.raises(Failed, match=r"manifest\.json is not what the manifest says"):
        what_is_served_is_new(address, other, other.content, (), 10, pauses.append)


def _half_shown(site: Path, new: Path, old: dict[str, bytes]) -> None:
    """The site is the new one, but for some files that a cache shows as they were."""
    for name, content in {**files_of(new), **old}.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(content)


def test_a_cache_that_shows_old_files_is_asked_again_for_those_only(
    site: Path, address: str, asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """What a CDN does: each file is new when its time is over, the manifest perhaps first."""
    new = version(site.parent / "later", "later", pages=1)
    old = {name: (site / name).read_bytes() for name in ("ko/index.html", "fr/404.html")}
    _half_shown(site, new, old)
    again: list[list[str]] = []

    def pause(_: float) -> None:
        again.append(sorted(set(asked)))
        asked.clear()
        match len(again):
            case 1:
                (site / "ko/index.html").write_bytes((new / "ko/index.html").read_bytes())
            case 2:
                (site / "fr/404.html").write_bytes((new / "fr/404.html").read_bytes())
            case 3:
                (site / "files/new.png").unlink()

    manifest = Manifest.read(new / NAME)
    what_is_served_is_new(address, manifest, manifest.content, ("files/new.png",), WAIT_FOR_CACHES, pause)
    assert len(again[0]) > 10
    assert again[1:] == [
        ["/files/new.png", "/fr/404.html", "/ko/", "/ko/index.html"],
        ["/files/new.png", "/fr/404.html"],
    ]
    assert set(asked) == {"/files/new.png"}
    said = capsys.readouterr().out
    assert said.count("Waiting until") == 1
    assert said.endswith(f"{address} serves what was deployed.\n")


@pytest.mark.parametrize(("wait", "pauses"), [(0, 0), (14, 0), (44, 2), (45, 3)])
def test_a_cache_that_never_lets_go_is_told_when_the_time_is_over(
    site: Path, address: str, wait: int, pauses: int
) -> None:
    new = version(site.parent / "later", "later", pages=1)
    _half_shown(site, new, {"ko/index.html": (site / "ko/index.html").read_bytes()})
    manifest, waited = Manifest.read(new / NAME), list[float]()
    with pytest.raises(Failed, match=r"ko/index\.html is not what the manifest says\n1 files differ"):
        what_is_served_is_new(address, manifest, manifest.content, (), wait, waited.append)
    assert waited == [15] * pauses


def test_progress_is_told_every_two_seconds_only(capsys: pytest.CaptureFixture[str]) -> None:
    clock = iter(range(100))
    assert list(told("abcdef", 6, "Uploading", lambda: float(next(clock)))) == list("abcdef")
    assert capsys.readouterr().out.splitlines() == ["Uploading: 2 of 6 …", "Uploading: 4 of 6 …"]
