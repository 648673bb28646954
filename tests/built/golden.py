"""The list of files that the tiny site must consist of (names only).

`./inv bless` writes it anew; look at the difference before committing it.
"""

import sys
import tempfile
from pathlib import Path

from tests.sites import snapshot, tiny_site

LIST = Path(__file__).with_name("files.txt")


def main() -> int:
    """Build the tiny site and accept its files."""
    with tempfile.TemporaryDirectory() as folder:
        built = tiny_site(Path(folder) / "site").build()
        if built.status:
            print(built.complained, file=sys.stderr)
            return 1
        LIST.write_text("\n".join(snapshot(built.output)) + "\n")
    print(f"Written: {LIST.name}; see git diff.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
