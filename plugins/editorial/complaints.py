"""What may be wrong in the body of a text, each as a problem with its line."""

from plugins.editorial.front_matter import FrontMatter
from plugins.editorial.markup import Markup
from plugins.messages import say
from plugins.problems import Problem

# The anchors that the theme's templates use; a test compares them with the templates.
THEME_ANCHORS = frozenset(
    [
        "abstract",
        "acts-told",
        "all-entries",
        "articles",
        "by-act",
        "by-period",
        "by-province",
        "by-year",
        "campaign-map",
        "choose",
        "cite",
        "done",
        "doubts",
        "downloads",
        "entries",
        "filed",
        "filter-act",
        "filter-period",
        "filter-province",
        "filter-reset",
        "footer-care",
        "footer-pages",
        "footer-who",
        "funds",
        "give",
        "glossary-acts",
        "glossary-places",
        "glossary-provinces",
        "incident-map",
        "income",
        "kinds",
        "kinds-of-acts",
        "log",
        "main",
        "map-count",
        "map-filters",
        "months",
        "next",
        "offline",
        "other-parts",
        "other-ways",
        "petition",
        "petition-list",
        "provinces",
        "published",
        "rates",
        "record",
        "related",
        "release",
        "rules",
        "said",
        "support",
        "the-map",
        "timeline",
        "told",
        "touched",
        "undated",
        "used",
        "venue-map",
        "venues-count",
        "venues-of-seoul",
        "venues-stripes",
        "venues-table",
        "verify",
        "warning",
        "what-a-won-did",
        "whole",
    ]
)


def complaints(found: Markup, foreign_images: list[str], matter: FrontMatter, shown: str) -> list[Problem]:
    """Everything that an editor has to be told about the HTML made from a text."""
    lines = Lines(matter)
    problems = [_refused(tag, attribute, lines, shown) for tag, attribute in found.refused]
    problems += [_silent_image(image, lines, shown) for image in found.silent_images]
    problems += _wrong_anchors(found.anchors, lines, shown)
    problems += [_foreign_image(image, lines, shown) for image in foreign_images]
    return problems


def pictures_of_a_testimony(found: Markup, matter: FrontMatter, shown: str) -> list[Problem]:
    """A face, a room or a view from a window can lead to the person."""
    lines = Lines(matter)
    message = say("a testimony must have no picture; it has one")
    fix = say("Take it out: a face, a room or a view can lead to the person.")
    return [Problem(shown, lines.of(image), 0, message, fix) for image in found.images]


class Lines:
    """Finds the line on which something stands in the source; what stands there twice is met in turn."""

    def __init__(self, matter: FrontMatter) -> None:
        self._lines = matter.body.split("\n")
        self._first = matter.body_line
        self._met: dict[str, int] = {}

    def of(self, piece: str) -> int:
        after = self._met.get(piece, -1)
        for number, line in enumerate(self._lines):
            if number > after and piece in line:
                self._met[piece] = number
                return self._first + number
        return self._first + max(after, 0)


def _refused(tag: str, attribute: str, lines: Lines, shown: str) -> Problem:
    if tag == "h1":
        return Problem(
            shown,
            lines.of("#"),
            0,
            say("a heading in the text must begin with ##; it begins with #"),
            say("The title is the only first heading."),
        )
    if tag == "!--":
        return Problem(
            shown,
            lines.of("<!--"),
            0,
            say("the text must have no comment: everybody can read it in the page"),
            say("Take it out."),
        )
    if attribute:
        return Problem(
            shown,
            lines.of(attribute),
            0,
            say("<%(tag)s> must not have '%(attribute)s'", tag=tag, attribute=attribute),
            say("Take the attribute out; the theme decides how things look."),
        )
    return Problem(
        shown,
        lines.of(f"<{tag}"),
        0,
        say("HTML in the text must be one of the allowed tags; it is <%(tag)s>", tag=tag),
        say("Write it in Markdown. docs/editors.md lists the tags."),
    )


def _silent_image(image: str, lines: Lines, shown: str) -> Problem:
    message = say("the image must have a text for those who cannot see it; '%(image)s' has none", image=image)
    return Problem(shown, lines.of(image), 0, message, say("Write ![what it shows](…)."))


def _wrong_anchors(anchors: list[str], lines: Lines, shown: str) -> list[Problem]:
    """An anchor stands once on a page, and is none of those that the theme uses itself."""
    doubled = {anchor for anchor in anchors if anchors.count(anchor) > 1}
    return [
        Problem(
            shown,
            lines.of(anchor),
            0,
            say("the anchor must stand once in the text; '%(anchor)s' stands twice", anchor=anchor),
            say("Give one another name."),
        )
        for anchor in sorted(doubled)
    ] + [
        Problem(
            shown,
            lines.of(anchor),
            0,
            say("the anchor must be free; the page itself uses '%(anchor)s'", anchor=anchor),
            say("Choose another name."),
        )
        for anchor in sorted(set(anchors) & THEME_ANCHORS)
    ]


def _foreign_image(image: str, lines: Lines, shown: str) -> Problem:
    message = say("the image must be a file in content/files; it is '%(image)s'", image=image[:80])
    return Problem(
        shown, lines.of(image), 0, message, say("Put it there and write ![what it shows]({static}/files/name.jpg)")
    )
