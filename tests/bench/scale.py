"""How long the site takes when PSCORE's record is a hundred times larger: `./inv bench`.

5,000 campaigns, 2,000 UN engagements and 1,000 reports in three languages, made up from a fixed seed. Each measurement is a
process of its own; the table tells seconds and the most memory it held.
"""

import argparse
import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from plugins.open_data import columns
from plugins.records.campaigns import KINDS
from plugins.records.reports import TOPICS, TYPES
from plugins.records.un_engagements import BODIES, ENGAGEMENT_KINDS
from tests.sites import TINY, TestSite, tiny_site

SIZES = {"campaigns": 5000, "un_engagements": 2000, "reports": 1000}


def words(random_words: random.Random, count: int) -> str:
    return " ".join(
        random_words.choice(("north", "right", "voice", "school", "river", "paper", "서울", "인권"))
        for _ in range(count)
    )


def grown(folder: Path) -> TestSite:
    """The tiny site with a large record."""
    site = tiny_site(folder)
    made = random.Random(2006)
    table(site, "campaigns", [campaign(made, number) for number in range(SIZES["campaigns"])])
    table(site, "un_engagements", [engagement(made, number) for number in range(SIZES["un_engagements"])])
    works = json.loads((TINY / "data" / "reports.json").read_text())
    works += [report(made, works[1], number) for number in range(SIZES["reports"] - len(works))]
    site.write("data/reports.json", json.dumps(works, ensure_ascii=False, indent=2))
    return site


def table(site: TestSite, name: str, rows: list[dict[str, str]]) -> None:
    path = site.root / "data" / f"{name}.csv"
    with path.open("a", newline="") as file:
        csv.DictWriter(file, columns(name), restval="", lineterminator="\n").writerows(rows)


def campaign(made: random.Random, number: int) -> dict[str, str]:
    year = made.randint(2007, 2026)
    return {
        "id": f"ca-{year}-bench-{number}",
        "status": "done",
        "kind": made.choice(KINDS),
        "date_start": f"{year}-{made.randint(1, 12):02d}-{made.randint(1, 28):02d}",
        **{f"title_{code}": words(made, 5) for code in ("en", "ko", "fr")},
        **{f"summary_{code}": words(made, 40) for code in ("en", "ko", "fr")},
        "venue_id": "hongdae",
        "country": "KR",
        "signatures": str(made.randint(0, 900)),
        "sources": "https://example.org/bench",
    }


def engagement(made: random.Random, number: int) -> dict[str, str]:
    year = made.randint(2012, 2026)
    return {
        "id": f"un-{year}-bench-{number}",
        "date_start": f"{year}-{made.randint(1, 12):02d}",
        "body": made.choice(BODIES),
        "kind": made.choice(ENGAGEMENT_KINDS),
        **{f"title_{code}": words(made, 6) for code in ("en", "ko", "fr")},
        **{f"summary_{code}": words(made, 40) for code in ("en", "ko", "fr")},
        "report_ids": f"r-bench-{made.randint(0, SIZES['reports'] - 3)}",
        "sources": "https://example.org/bench",
    }


def report(made: random.Random, model: dict[str, object], number: int) -> dict[str, object]:
    def edition(code: str, source: str | None) -> dict[str, object]:
        return {"language": code, "title": words(made, 6), "abstract": words(made, 80), "issued": None, "translation_of": source, "isbn": None, "doi": None, "pages": 40, "status": "published"}  # fmt: skip

    return {
        **model,
        "id": f"r-bench-{number}",
        "slug": f"bench-{number}",
        "type": made.choice(TYPES),
        "issued": str(made.randint(2007, 2026)),
        "topics": made.sample(TOPICS, 3),
        "rights": [{"instrument": "UDHR", "article": made.choice(("1", "2", "3", "5"))}],
        "related": [],
        "title": {code: words(made, 6) for code in ("en", "ko", "fr")},
        "summary": {code: words(made, 40) for code in ("en", "ko", "fr")},
        "editions": [edition("en", None), edition("ko", "en"), edition("fr", "en")],
    }


def measured(site: TestSite, module: str) -> tuple[float, float]:
    """Seconds and megabytes of a module run in the site's folder."""
    begun = time.monotonic()
    done = subprocess.run(["/usr/bin/env", sys.executable, "-m", "tests.bench.scale", "--inside", module], cwd=site.root, capture_output=True, text=True, check=False, env={"PYTHONPATH": f"{site.root}:{Path(__file__).resolve().parents[2]}", "PATH": "/usr/bin:/bin"})  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return time.monotonic() - begun, float(done.stdout.strip().split()[-1])


def inside(module: str) -> int:
    """Run the module here and say how much memory it held."""
    status = subprocess.run([sys.executable, "-m", *module.split()], stdout=subprocess.DEVNULL, check=False).returncode
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000)
    return status


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--inside", default="")
    parser.add_argument("--build", action="store_true", help="the whole build too (minutes)")
    options = parser.parse_args()
    if options.inside:
        return inside(options.inside)
    print(", ".join(f"{count:,} {name}" for name, count in SIZES.items()))
    with tempfile.TemporaryDirectory() as folder:
        site = grown(Path(folder) / "site")
        for name, module in [
            ("load and check the data", "plugins.records.loading"),
            ("check", "plugins.checks"),
            *([("build", "plugins.build")] if options.build else []),
        ]:
            seconds, megabytes = measured(site, module)
            print(f"{name:<26}{seconds:8.1f} s {megabytes:8.0f} MB", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
