import subprocess
import sys
from pathlib import Path

from tests.sites import ROOT

# In a process of its own: the tests' has threads, and those may not fork.
SCRIPT = """
import os, sys
from pathlib import Path
from plugins import parallel
folder = Path(sys.argv[1])
parallel._processors = lambda: 3
here = os.getpid()

def act(item):
    (folder / f"{item} {'here' if os.getpid() == here else 'in a child'}").write_text("")
    if item == 4 and os.getpid() != here:
        raise ValueError
    return True

parallel.each_done(list(range(7)), act)
"""

LEFT = """
import os, subprocess
from plugins import parallel
other = subprocess.Popen(["sleep", "1000"])
ours = parallel.begun(lambda: True)
parallel.children_are_gone()
parallel.children_are_gone()
print(other.poll())
other.kill()
"""


def test_children_of_others_are_not_waited_for() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LEFT], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "None\n"


def test_each_item_is_done_and_what_a_child_could_not_do_is_done_here(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT, str(tmp_path)], cwd=ROOT, capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [
        "0 here",
        "1 here",
        "1 in a child",
        "2 in a child",
        "3 here",
        "4 here",
        "4 in a child",
        "5 in a child",
        "6 here",
    ]
