"""All datasets, loaded together: every problem of every file in one run."""

import tomllib
from dataclasses import dataclass
from typing import Literal

from plugins.problems import Problem, did_you_mean
from plugins.records.milestones import Milestone, milestones
from plugins.records.reports import Report, reports
from plugins.site import Site

State = Literal["real", "example"]
DATASETS = ("milestones", "reports")


@dataclass(frozen=True)
class Records:
    """Everything the data files say, and for each dataset whether it is real or an example."""

    milestones: tuple[Milestone, ...]
    reports: tuple[Report, ...]
    states: dict[str, State]


def records(site: Site, problems: list[Problem]) -> Records:
    """Read every data file; what is wrong goes to `problems`, and then the records must not be used."""
    shown = site.shown(site.data)
    missing = [name for name in ("milestones.csv", "reports.json", "status.toml") if not (site.data / name).is_file()]
    if missing:
        problems.extend(
            Problem(f"{shown}/{name}", 0, 0, "the file must exist; it does not", "See data/README.md.")
            for name in missing
        )
        return Records((), (), {})
    return Records(milestones(site.data, shown, problems), reports(site.data, shown, problems), _states(site, problems))


def _states(site: Site, problems: list[Problem]) -> dict[str, State]:
    path = site.data / "status.toml"
    shown = site.shown(path)
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(
            Problem(shown, 0, 0, f"the file must be TOML; {error}", "Each line is: name = 'real' or name = 'example'.")
        )
        return {}
    states: dict[str, State] = {}
    for name in {*DATASETS, *table}:
        state: object = table.get(name)
        if name not in DATASETS:
            problems.append(
                Problem(shown, 0, 0, f"'{name}' must be a dataset; it is not", did_you_mean(name, DATASETS))
            )
        elif state == "real" or state == "example":
            states[name] = state
        else:
            fix = f'Write {name} = "example" when in doubt.'
            problems.append(Problem(shown, 0, 0, f"{name} must be 'real' or 'example'; it is '{state}'", fix))
    return states
