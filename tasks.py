"""The menu: what one can do with the site. Each task is a few lines; the work is done in plugins/."""

import sys
from datetime import date
from pathlib import Path

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

from plugins.child import status_of

ROOT = Path(__file__).parent


def python(*arguments: str) -> None:
    """Run a module of the project in a fresh process; its failure is ours."""
    status = status_of([sys.executable, *arguments], ROOT)
    if status:
        raise Exit(code=status)


@task
def build(context: Context) -> None:
    """Check everything and build the site into output/."""
    python("-m", "plugins.build")


@task(
    help={
        "siteurl": "the address of the site, https://… (or the environment variable SITEURL)",
        "demo": "example data too, marked on every page and kept from search engines",
        "allow_dirty": "what is not committed too, to try things out; never in CI",
    }
)
def publish(context: Context, siteurl: str = "", demo: bool = False, allow_dirty: bool = False) -> None:
    """Check everything and build what goes to a host into public/."""
    options = [*(["--demo"] if demo else []), *(["--allow-dirty"] if allow_dirty else [])]
    python("-m", "plugins.hosting.publish", *(["--siteurl", siteurl] if siteurl else []), *options)


@task(
    help={
        "to": "folder PATH, pages [REMOTE], rsync USER@HOST:/FOLDER or s3 BUCKET[/PREFIX]; may be given without --to",
        "source": "the published folder (public)",
        "dry_run": "only tell what would be done",
        "demo": "also a demonstration with example data",
        "no_verify": "do not look at the site afterwards",
        "url": "where to look afterwards, if not at the site's own address",
        "wait": "seconds until the host must show the new site",
        "rollback": "rsync: back to the release before, or --rollback=RELEASE",
        "unlock": "rsync, s3: first remove the lock of a deploy that died",
        "take_over": "also where something else lies, which is lost",
        "branch": "pages: the branch (gh-pages)",
        "port": "rsync: the port of ssh",
        "identity": "rsync: the file of the ssh key",
        "known_hosts": "rsync: the file with the server's key",
        "keep": "rsync: how many releases the server keeps (5)",
        "endpoint_url": "s3: the address of a storage that is not Amazon's",
        "encoding": "s3: identity or gzip, how texts are stored",
        "all": "s3: also files that are the same, to renew their headers",
    },
    iterable=["to"],
    optional=["rollback"],
)
def deploy(
    context: Context, to: list[str], source: str = "", dry_run: bool = False, demo: bool = False,
    no_verify: bool = False, url: str = "", wait: str = "", rollback: str = "", unlock: bool = False,
    take_over: bool = False, branch: str = "", port: str = "", identity: str = "", known_hosts: str = "",
    keep: str = "", endpoint_url: str = "", encoding: str = "", all: bool = False,  # noqa: A002  the option is called --all
) -> None:  # fmt: skip
    """Bring public/ to a host, and look whether visitors get it."""
    said = {
        "--source": source, "--dry-run": dry_run, "--demo": demo, "--no-verify": no_verify, "--url": url,
        "--wait": wait, "--rollback": rollback, "--unlock": unlock, "--take-over": take_over, "--branch": branch,
        "--port": port, "--identity": identity, "--known-hosts": known_hosts, "--keep": keep,
        "--endpoint-url": endpoint_url, "--encoding": encoding, "--all": all,
    }  # fmt: skip
    options = [name if value is True else f"{name}={value}" for name, value in said.items() if value]
    python("-m", "plugins.hosting.deploy", *to[:1], *options, *to[1:])


@task(
    help={
        "copy": "https://… or a folder",
        "manifest": "a manifest to trust, instead of the copy's own",
        "key": "the public key (minisign) that must have signed the manifest",
        "former": "the manifest before: what it lists and the new one does not must be gone; of its theme files may be there",
    },
    positional=["copy"],
)
def verify(context: Context, copy: str, manifest: str = "", key: str = "", former: str = "") -> None:
    """Compare a copy of the site with its manifest, and the manifest with its signature."""
    given = {"--manifest": manifest, "--key": key, "--former": former}
    options = [part for name, value in given.items() if value for part in (name, value)]
    python("-m", "plugins.hosting.verify", *options, "--", copy)


@task(help={"port": "the port on 127.0.0.1 (8000)"})
def serve(context: Context, port: int = 8000) -> None:
    """Build, show at http://127.0.0.1:8000, and follow what you save."""
    python("-m", "plugins.preview", "--port", str(port))


@task(
    help={
        "rules": "print what must hold between records",
        "fix": "rewrite tables that a spreadsheet saved in its own way",
    }
)
def check(context: Context, rules: bool = False, fix: bool = False) -> None:
    """Check content, data, links and translations; list every problem."""
    python("-m", "plugins.checks", *(["--rules"] if rules else []), *(["--fix"] if fix else []))


@task(help={"set": "field=value; may be given several times"}, iterable=["set"], positional=["kind"])
def new(context: Context, kind: str, set: list[str]) -> None:  # noqa: A002  the option is called --set
    """Write a new campaign, un, report, news or page; asks what is not given."""
    python("-m", "plugins.drafting", kind, *set)


@task(
    help={
        "raw": "raw files outside the project (.csv, .xlsx, .kml, .kmz); may be given without --raw",
        "as_of": "the day that counts as today, YYYY-MM-DD",
        "release": "the quarter, such as 2026Q4",
        "vault": "the researcher's folder outside the project",
        "columns": "what the columns of the raw files are called (a TOML file)",
        "dry_run": "only tell the numbers",
    },
    iterable=["raw"],
)
def sanitise(
    context: Context, raw: list[str], as_of: str, release: str, vault: str, columns: str = "", dry_run: bool = False
) -> None:
    """Turn raw interview records into what may be published; offline."""
    options = ["--as-of", as_of, "--release", release, "--vault", vault, *(["--columns", columns] if columns else [])]
    options += ["--today", date.today().isoformat()]
    python("-m", "plugins.privacy.sanitise", *options, *(["--dry-run"] if dry_run else []), "--", *raw)


@task(
    help={
        "id": "ids of rows of data/incidents.csv; may be given without --id",
        "vault": "the researcher's folder outside the project, which remembers it too",
    },
    iterable=["id"],
)
def withdraw(context: Context, id: list[str], vault: str = "") -> None:  # noqa: A002  the option is called --id
    """Take rows out of what is published of interviews, for good."""
    python("-m", "plugins.privacy.withdrawal", *(["--vault", vault] if vault else []), "--", *id)


@task(
    help={
        "reviewer": "your code, such as r-01",
        "pseudonym": "the name that stands for the person (first review)",
        "consent": "the reference of the consent, such as C-2026-001 (first review)",
        "example": "the account is invented (first review)",
    },
    positional=["text"],
)
def review(
    context: Context, text: str, reviewer: str = "", pseudonym: str = "", consent: str = "", example: bool = False
) -> None:
    """Sign that a testimony, as it stands, may be published."""
    if not text or not reviewer:
        raise Exit("inv: write ./inv review content/…/testimonies/….md --reviewer r-01", code=2)
    given = {"--pseudonym": pseudonym, "--consent": consent}
    options = [part for name, value in given.items() if value for part in (name, value)]
    today = date.today().isoformat()
    python("-m", "plugins.privacy.reviewing", text, "--reviewer", reviewer, "--on", today, *options, *(["--example"] if example else []))  # fmt: skip


@task(help={"file": "PDFs and pictures; may be given without --file"}, iterable=["file"])
def clean(context: Context, file: list[str]) -> None:
    """Write PDFs and pictures anew without anything but what is seen."""
    python("-m", "plugins.privacy.cleaning", *file)


@task(help={"what": "key, sign or verify", "key": "the secret key, outside the project"}, positional=["what"])
def donations(context: Context, what: str, key: str = "") -> None:
    """Sign the payment addresses, or verify their signature."""
    given = ["--key", key, "--on", date.today().isoformat()] if key else []
    python("-m", "plugins.giving", what, *given)


@task(help={"update": "bring the catalogues up to date with the templates"})
def translations(context: Context, update: bool = False) -> None:
    """List the interface's words that are not translated, or reviewed."""
    python("-m", "plugins.catalogues", *(["--update"] if update else []))


@task(help={"only": "part of a test's name or file", "fast": "leave out what needs a browser or a web server"})
def test(context: Context, only: str = "", fast: bool = False) -> None:
    """Run every test, the ones in a real browser too."""
    if not fast:
        python("-m", "tests.browser.chromium")
        python("-m", "tests.hosting.servers")
        python("-m", "tests.hosting.ssh_server")
    served = ("below_a_path", "observatory", "real_publication", "servers")
    needy = ("tests/browser", *(f"tests/hosting/test_{name}.py" for name in served)) if fast else ()
    choice = [*(["-k", only] if only else []), *(part for path in needy for part in ("--ignore", path))]
    python("-m", "pytest", "-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder", *choice)


@task(help={"fix": "let ruff mend and format what it can"})
def lint(context: Context, fix: bool = False) -> None:
    """Check the form and the types of the code."""
    python("-m", "ruff", "check", *(["--fix"] if fix else []), ".")
    python("-m", "ruff", "format", *([] if fix else ["--check"]), ".")
    python("-m", "mypy")


@task(help={"whole": "the whole build too, which takes minutes"})
def bench(context: Context, whole: bool = False) -> None:
    """Measure time and memory with a hundred times the data."""
    python("-m", "tests.bench.scale", *(["--build"] if whole else []))
    python("-m", "tests.bench.sanitise")
    python("-m", "tests.bench.maps")


@task
def bless(context: Context) -> None:
    """Accept the present files of the tiny site as the right ones."""
    python("-m", "tests.built.golden")


@task
def lock(context: Context) -> None:
    """Write requirements.lock anew from requirements.in, with hashes."""
    options = [
        "--universal",
        "--python-version",
        "3.11",
        "--generate-hashes",
        "--no-header",
        "--upgrade",
        "--no-config",
    ]
    python("-m", "uv", "pip", "compile", *options, "--quiet", "requirements.in", "--output-file", "requirements.lock")
