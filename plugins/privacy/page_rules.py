"""What a page may not do to its reader: ask another host for anything, or run what the policy does not know."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from plugins.messages import Message, say
from plugins.privacy.elements import Attributes, Element, elements
from plugins.privacy.text.places import lines
from plugins.problems import Problem

_LOADING = frozenset(
    [
        "src",
        "srcset",
        "imagesrcset",
        "poster",
        "data",
        "background",
        "ping",
        "action",
        "formaction",
        "manifest",
        "lowsrc",
        "dynsrc",
        "archive",
        "codebase",
        "classid",
        "attributionsrc",
        "profile",
        "icon",
        "longdesc",
    ]
)
_REFUSED = frozenset(["base", "iframe", "frame", "frameset", "object", "embed", "applet", "portal", "fencedframe"])
# Links that only say something: a browser asks nobody for them.
_SAYING = frozenset(["canonical", "alternate", "author", "license", "next", "prev", "help", "me", "bookmark", "tag"])
_LEADING = frozenset(["http", "https", "mailto", "tel"])
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")
# A browser takes these out of an address before it reads it.
_DROPPED = re.compile(r"[\t\n\r]|\A[\x00-\x20]+")
_DATA_TYPES = frozenset(["application/ld+json"])

_FIX_TEMPLATE = say(
    "Change the template, or the text that the tag came from. The page's policy would block it, or a reader could be harmed."
)
COMPLAINTS: Mapping[str, tuple[Message, Message]] = {
    "other-host": (
        say("the page must ask no other host for anything; it does"),
        say("Copy the file into the project and link it there; or make a plain link that a reader may follow."),
    ),
    "scheme": (
        say("a link must lead to a page, a mail or a telephone; it does not (javascript:, data: or the like)"),
        _FIX_TEMPLATE,
    ),
    "inline-script": (
        say("the page must hold no script of its own; it does"),
        say("Put the script into theme/static/ and load it from there; data goes into application/ld+json."),
    ),
    "inline-style": (
        say("the page must hold no style of its own; it does"),
        say("Put it into theme/static/css/ and use a class."),
    ),
    "handler": (say("the page must hold no attribute that runs a script (on…); it does"), _FIX_TEMPLATE),
    "element": (say("the page must hold no frame, object, embedded page or base address; it does"), _FIX_TEMPLATE),
    "meta": (say("the page must command a browser nothing but its policy; it does (http-equiv)"), _FIX_TEMPLATE),
    "policy": (
        say("the page must begin with exactly the site's content security policy; it does not"),
        say("Extend base.html; the policy comes from the settings and stands once, before anything is loaded."),
    ),
}


def page_problems(page: str, shown: str, policy: str | None) -> Iterator[Problem]:
    """What is wrong with a page; with `policy` None it is a picture (SVG), which carries none."""
    counted = None
    for code, offset in _complaints(page, policy):
        counted = counted or lines(page)
        yield Problem(shown, *counted.place(offset), *COMPLAINTS[code])


def _complaints(page: str, policy: str | None) -> Iterator[tuple[str, int]]:
    policies: list[str] = []
    loaded = False
    for element in elements(page):
        for code in tag_complaints(element.name, element.attributes):
            yield code, element.offset
        if element.name == "script" and _runs_inline(element):
            yield "inline-script", element.offset
        if element.name == "meta" and (found := _policy(element.attributes)) is not None:
            if loaded:
                yield "policy", element.offset
            policies.append(found)
        loaded = loaded or element.name in ("script", "link", "img", "style")
    if policy is not None and policies != [policy]:
        yield "policy", 0


@lru_cache(maxsize=1 << 16)
def tag_complaints(name: str, attributes: Attributes) -> tuple[str, ...]:
    """What is wrong with one tag, whatever stands around it; the codes are those of COMPLAINTS."""
    found: list[str] = []
    if name.rpartition(":")[2] in _REFUSED:
        found.append("element")
    if name == "style":
        found.append("inline-style")
    for attribute, value in attributes:
        found.extend(_attribute_complaints(name, attribute, value, dict(attributes)))
    return tuple(dict.fromkeys(found))


def _attribute_complaints(name: str, attribute: str, value: str, attributes: Mapping[str, str]) -> Iterator[str]:
    short = attribute.rpartition(":")[2]
    if short.startswith("on"):
        yield "handler"
    if short in ("style", "srcdoc"):
        yield "inline-style" if short == "style" else "element"
    if name == "meta" and short == "http-equiv" and value.strip().lower() != "content-security-policy":
        yield "meta"
    if short == "href" and name in ("a", "area"):
        if _scheme(value) not in _LEADING | {""}:
            yield "scheme"
    elif (
        short == "href"
        and name == "link"
        and attributes.get("rel")
        and set(attributes["rel"].lower().split()) <= _SAYING
    ):
        pass
    elif short == "href" or short in _LOADING:
        if any(_is_elsewhere(part) for part in _addresses(short, value)):
            yield "other-host"
    elif _scheme(value) in ("javascript", "vbscript") or asks_elsewhere(value):
        yield "scheme" if _scheme(value) else "other-host"


def _addresses(attribute: str, value: str) -> list[str]:
    """The addresses in an attribute; several only where the standard says so."""
    return re.split(r"[\s,]+", value.strip()) if attribute in ("srcset", "imagesrcset", "ping", "archive") else [value]


def _scheme(address: str) -> str:
    match = _SCHEME.match(_DROPPED.sub("", address).lower())
    return match.group(1) if match else ""


def _is_elsewhere(address: str) -> bool:
    """Whether an address leaves the site: a scheme, two slashes, or the backslashes that browsers take for slashes."""
    return bool(_scheme(address)) or _DROPPED.sub("", address).replace("\\", "/").startswith("//")


_STYLE_ADDRESS = re.compile(r"url\(\s*[\"']?\s*(?:[a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)


def asks_elsewhere(style: str) -> bool:
    """Whether a value in the words of CSS (`url(…)`) loads something that is not the site's."""
    return "url(" in style.lower() and _STYLE_ADDRESS.search(style) is not None


def _runs_inline(element: Element) -> bool:
    attributes = dict(element.attributes)
    if attributes.get("type", "").strip().lower() in _DATA_TYPES and "src" not in attributes:
        return False
    return bool(element.text.strip()) or not {"src", "href", "xlink:href"} & set(attributes)


def _policy(attributes: Attributes) -> str | None:
    found = dict(attributes)
    return (
        found.get("content", "") if found.get("http-equiv", "").strip().lower() == "content-security-policy" else None
    )
