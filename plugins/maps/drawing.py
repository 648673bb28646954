"""The incident map as a picture that needs no script: inline SVG whose colours come from the stylesheet.

Areas with entries are drawn with their real size: whole provinces flat, squares above them with an outline. Names stand twice, in
letters for a narrow and for a wide picture, and the stylesheet shows one of the two.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import cache

from markupsafe import Markup

from plugins.maps.backdrop import backdrop
from plugins.maps.drawing_words import DrawingWords
from plugins.maps.entries import Entry, area_id, by_area, strength
from plugins.maps.inscriptions import inscriptions
from plugins.maps.parts import outline
from plugins.maps.patterns import closed_name, fill_name, patterns
from plugins.maps.plan import plan
from plugins.maps.projection import Frame
from plugins.privacy.areas import Area

__all__ = ["DrawingWords", "around", "drawing", "whole"]

# How wide a drawing usually is on a screen, in CSS pixels.
WIDTH, SMALL_WIDTH = 480, 300
# How wide its frame is: the fewer units, the fewer bytes. A unit is a fifth of a CSS pixel, in a small drawing two fifths.
_FRAME, _SMALL_FRAME = 240, 75


def drawing(
    entries: Iterable[Entry],
    words: DrawingWords,
    links: Mapping[str, str],
    closed: Collection[str],
    province: str | None = None,
    small: bool = False,
) -> Markup:
    """The map of these entries.

    `links` leads from the code of a province to its page, `closed` are the codes of those of which nothing may be told. With `province`
    it shows that one with what lies beside it, of which it says nothing. A small drawing weighs less, and its letters have one size.
    """
    small = small or province is not None
    frame = around(province) if province else whole(small)
    pixel = frame.width / (SMALL_WIDTH if small else WIDTH)
    told = [province] if province else provinces_in(frame)
    aside = [code for code in provinces_in(frame) if code not in told]
    areas = {area: strength(found) for area, found in by_area(entries).items()}
    return Markup(
        '<svg class="map-drawing" viewBox="0 0 {width} {height}" role="{role}"'
        ' aria-labelledby="{id}-title {id}-description"><title id="{id}-title">{title}</title>'
        '<desc id="{id}-description">{description}</desc>{patterns}{backdrop}{aside}{provinces}<path class="borders" d="{borders}"/>{inscriptions}</svg>'
    ).format(
        width=frame.width,
        height=frame.height,
        role="group" if links else "img",
        id=words.id,
        title=words.title,
        description=words.description,
        patterns=patterns(words.id, pixel),
        backdrop=backdrop(frame, pixel),
        aside=Markup('<path class="province aside" d="{}"/>').format(_outlines(aside, frame)) if aside else "",
        provinces=Markup().join(_province(code, areas, words, links, closed, frame) for code in told),
        borders=_outlines(provinces_in(frame), frame),
        inscriptions=inscriptions(words, frame, pixel, small),
    )


@cache
def whole(small: bool = False) -> Frame:
    """The view of the whole peninsula, or of the whole North."""
    return Frame.north_korea(_SMALL_FRAME) if small else Frame.korea(_FRAME)


@cache
def around(province: str) -> Frame:
    """The view of a small drawing on one province, with what lies beside it."""
    rings = [ring for polygon in outline(Area("province", 0, 0, province)) or () for ring in polygon]
    return Frame.around(rings, _SMALL_FRAME, _SMALL_FRAME // 8) if rings else whole(small=True)


def provinces_in(frame: Frame) -> list[str]:
    """The codes of the North's provinces in view."""
    return sorted(code for code in plan(frame).grounds if code.startswith("KP-"))


def _province(
    code: str,
    areas: Mapping[Area, int],
    words: DrawingWords,
    links: Mapping[str, str],
    closed: Collection[str],
    frame: Frame,
) -> Markup:
    """A province with its squares, as a link where it has a page."""
    mine = {area: strong for area, strong in areas.items() if area.province == code}
    land = Area("province", 0, 0, code)
    told = words.strengths[max(mine.values(), default=0)] if mine or code not in closed else words.closed
    flat = Markup('<path class="province {state}"{fill} d="{path}"/>').format(
        state="told" if land in mine else "closed" if code in closed else "empty",
        fill=_fill(mine.get(land), code in closed, words.id),
        path=_path(land, frame),
    )
    squares = Markup().join(_square(area, strong, words, frame) for area, strong in mine.items() if area != land)
    whole = Markup("<title>{}</title>{}{}").format(
        words.told.format(part=words.names.get(code, code), told=told), flat, squares
    )
    return (
        Markup('<a href="{}">{}</a>').format(links[code], whole) if code in links else Markup("<g>{}</g>").format(whole)
    )


def _square(area: Area, strong: int, words: DrawingWords, frame: Frame) -> Markup:
    """What of a square lies in its province; nothing where the basemap has no land of it."""
    path = _path(area, frame)
    name = words.names.get(area_id(area)) or words.names.get(area.province, area.province)
    drawn = Markup('<path class="square" fill="url(#{fill})" d="{path}"><title>{said}</title></path>')
    return (
        drawn.format(
            fill=fill_name(words.id, strong), path=path, said=words.told.format(part=name, told=words.strengths[strong])
        )
        if path
        else Markup()
    )


def _outlines(codes: Iterable[str], frame: Frame) -> str:
    """Provinces as one path."""
    return "".join(_path(Area("province", 0, 0, code), frame) for code in codes)


def _fill(strong: int | None, is_closed: bool, prefix: str) -> Markup:
    """The presentation attribute for a told or closed province; the stylesheet colours the others."""
    name = fill_name(prefix, strong) if strong else closed_name(prefix) if is_closed else None
    return Markup(' fill="url(#{})"').format(name) if name else Markup()


@cache
def _path(area: Area, frame: Frame) -> str:
    return frame.path(outline(area) or ())
