"""The campaign map for the templates: places from the records, words from the template that shows them."""

from jinja2 import pass_context
from jinja2.runtime import Context

from plugins import languages
from plugins.maps.gatherings import CampaignMap, City, Spot
from plugins.maps.venue_circles import Mark
from plugins.maps.venue_drawing import DrawingWords, letter, seoul_drawing, world_drawing


@pass_context
def city_mark(context: Context, city: City, said: str) -> Mark:
    """A city on the map of the world; `said` is what its circle stands for, in words."""
    if city.point is None:
        raise ValueError(f"{city.id} has no venue to draw")
    name, language = languages.wording(city.name, str(context["DEFAULT_LANG"]))
    return Mark(city.point, city.known, city.anchor, name, language, said)


@pass_context
def venue_mark(context: Context, spot: Spot, said: str) -> Mark:
    """A venue on the map of its city."""
    name, language = languages.wording(spot.venue.name, str(context["DEFAULT_LANG"]))
    return Mark(spot.point, spot.held, spot.id, name, language, said)


FUNCTIONS = {
    "places": CampaignMap,
    "city_mark": city_mark,
    "venue_mark": venue_mark,
    "words": DrawingWords,
    "world": world_drawing,
    "seoul": seoul_drawing,
    "letter": letter,
}
