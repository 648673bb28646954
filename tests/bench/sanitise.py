"""How long `./inv sanitise` takes for 10,000 records made in memory, and how much memory: `python -m tests.bench.sanitise`."""

import random
import resource
import sys
import time

from plugins.privacy.gate import incidents_are_publishable
from tests.privacy.country import crowd
from tests.privacy.series import Series

RECORDS, PEOPLE, GROWTH = 10_000, 3_000, 500


def main() -> int:
    """Two releases and the gate over both; 1 when they take longer or more memory than they may."""
    chance = random.Random(2006)
    records = crowd(chance, RECORDS, PEOPLE)
    series = Series()
    began = time.perf_counter()
    for _ in range(2):
        if series.release(records) is None:
            return 1
        records = records + crowd(chance, GROWTH, PEOPLE)
    released = time.perf_counter()
    problems = list(incidents_are_publishable(series.published))
    checked = time.perf_counter()
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1000)
    rows = len(series.manifests[-1].rows)
    print(
        f"two releases of {RECORDS:,} records {released - began:.2f} s, gate over {rows} rows {checked - released:.2f} s, {megabytes:.0f} MB"
    )
    return 1 if problems or released - began > 20 or megabytes > 300 else 0


if __name__ == "__main__":
    sys.exit(main())
