"""What can be said on the command line of a deploy. Nothing of it is kept in the project, and nothing of it is secret."""

import argparse
import os
from pathlib import Path

from plugins.hosting.headers import PAGES_SECONDS
from plugins.hosting.visitor import NoAnswer, Visitor
from plugins.messages import say, spoken

WAIT_FOR_PAGES = 300  # seconds; GitHub takes a minute or two
WAIT_FOR_CACHES = PAGES_SECONDS + 30  # what was fetched just before a deploy may be shown by a CDN for so long


def options(arguments: list[str] | None) -> argparse.Namespace:
    """The command line; a wrong one ends the process with status 2."""
    parser = argparse.ArgumentParser(prog="deploy")
    targets = parser.add_subparsers(dest="target", required=True, metavar="folder|pages|rsync|s3")
    # Each target gets options of its own: parsers that share a parent would share its defaults too.
    folder = targets.add_parser("folder", parents=[_common(0)], help="a folder of this machine")
    folder.add_argument("place", type=Path, help="the folder that is served")
    pages = targets.add_parser("pages", parents=[_common(WAIT_FOR_PAGES)], help="GitHub Pages")
    pages.add_argument("place", nargs="?", default="origin", help="the remote (origin)")
    pages.add_argument("--branch", default="gh-pages")
    rsync = targets.add_parser("rsync", parents=[_common(0)], help="a server, over ssh")
    rsync.add_argument("place", help="USER@HOST:/FOLDER")
    rsync.add_argument("--port", type=int)
    rsync.add_argument("--identity", type=Path, help="the file of the ssh key; else the agent's")
    rsync.add_argument("--known-hosts", type=Path, help="the file with the server's key; else one's own")
    rsync.add_argument("--keep", type=int, default=5, choices=range(1, 101), metavar="N", help="releases on the server")
    rsync.add_argument(
        "--rollback", nargs="?", const="", metavar="RELEASE", help="back to the release before, or to this one"
    )
    s3 = targets.add_parser(
        "s3", parents=[_common(WAIT_FOR_CACHES)], help="a storage with the interface of Amazon's S3"
    )
    s3.add_argument("place", help="BUCKET or BUCKET/PREFIX")
    s3.add_argument("--endpoint-url", default=os.environ.get("AWS_ENDPOINT_URL_S3"), help="of a storage not Amazon's")
    s3.add_argument("--encoding", choices=("identity", "gzip"), default="identity", help="how texts are stored")
    s3.add_argument("--all", action="store_true", help="also files that are the same, to renew their headers")
    for one in (rsync, s3):
        one.add_argument("--unlock", action="store_true", help="first remove the lock of a deploy that died")
    for one in (folder, pages):
        one.set_defaults(unlock=False)
    for one in (folder, pages, s3):
        one.add_argument("--take-over", action="store_true", help="also where something else lies, which is lost")
    return parser.parse_args(arguments)


def _common(wait: int) -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--source", type=Path, default=Path("public"), help="the published folder (public)")
    common.add_argument("--demo", action="store_true", help="also a demonstration with example data")
    common.add_argument("--dry-run", action="store_true", help="only tell what would be done")
    common.add_argument("--no-verify", action="store_true", help="do not look at the site afterwards")
    common.add_argument("--url", type=_address, help="where to look afterwards, if not at the site's own address")
    common.add_argument("--wait", type=int, default=wait, help="seconds until the host must show the new site")
    return common


def _address(url: str) -> str:
    """What can be asked; who learns only after the deploy that it cannot is told too late."""
    try:
        Visitor(url)
    except NoAnswer:
        message = say(
            "it must be the address of a site, such as https://www.example.org; it is '%(address)s'", address=url
        )
        raise argparse.ArgumentTypeError(spoken(message)) from None
    return url
