"""The menu: what one can do with the site. Each task is a few lines; the work is done in plugins/."""

import subprocess
import sys
from pathlib import Path

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

ROOT = Path(__file__).parent


def python(*arguments: str) -> None:
    """Run a module of the project in a fresh process; its failure is ours."""
    try:
        status = subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False).returncode
    except KeyboardInterrupt:  # the module was told too, and has said what there is to say
        raise Exit(code=130) from None
    if status:
        raise Exit(code=status if status > 0 else 128 - status)


@task
def build(context: Context) -> None:
    """Check everything and build the site into output/."""
    python("-m", "plugins.build")


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


@task(help={"update": "bring the catalogues up to date with the templates"})
def translations(context: Context, update: bool = False) -> None:
    """List the interface's words that are not translated, or reviewed."""
    python("-m", "plugins.catalogues", *(["--update"] if update else []))


@task(help={"only": "part of a test's name or file", "fast": "leave out what needs a browser"})
def test(context: Context, only: str = "", fast: bool = False) -> None:
    """Run every test, the ones in a real browser too."""
    if not fast:
        python("-m", "tests.browser.chromium")
    choice = [*(["-k", only] if only else []), *(["--ignore", "tests/browser"] if fast else [])]
    python("-m", "pytest", "-n", "auto", "--dist", "loadgroup", *choice)


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
