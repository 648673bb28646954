"""The drawings of the incident map: what is drawn from the records, words from the template that shows it."""

from collections.abc import Iterable, Mapping
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from plugins import languages
from plugins.addresses import address, relative
from plugins.checks import Checked
from plugins.maps.choices import Choices
from plugins.maps.drawing import DrawingWords, drawing
from plugins.maps.entries import Entry
from plugins.maps.units import units


@pass_context
def incident_drawing(
    context: Context, entries: Iterable[Entry], choices: Choices, said: Mapping[str, Any], small: bool = False
) -> Markup:
    """The map of these entries; each province of the North leads to its page."""
    code = str(context["DEFAULT_LANG"])
    names = {unit.code: languages.wording(unit.names, code) for unit in units()}
    words = DrawingWords(
        names={key: name for key, (name, _) in names.items()},
        languages={key: spoken for key, (_, spoken) in names.items() if spoken != code},
        **said,
    )
    return drawing(entries, words, _links(context, choices), closed(context["site"]), small=small)


def closed(site: Checked) -> frozenset[str]:
    """The codes of the provinces of which nothing may be told."""
    provinces = site.method.provinces if site.method else {}
    return frozenset(code for code, openness in provinces.items() if openness == "nothing")


def _links(context: Context, choices: Choices) -> dict[str, str]:
    code = str(context["DEFAULT_LANG"])
    here = address(context["output_file"], code)
    return {
        chosen.value.code: relative(here, address(chosen.name, code))  # type: ignore[union-attr]
        for chosen in choices.provinces
    }
