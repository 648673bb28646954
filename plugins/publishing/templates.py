"""What the templates may call: links, dates, numbers and the words of other languages. They format; they do not compute."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any
from urllib.parse import unquote, urlsplit

from babel import Locale
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from pelican import signals
from pelican.generators import Generator

from plugins import addresses, catalogues, languages, open_data
from plugins.checks import Checked
from plugins.content_security import POLICY
from plugins.data_dictionary import dictionary
from plugins.editorial.documents import Document
from plugins.maps.choices import Choices, act_slug, province_slug
from plugins.maps.entries import IncidentMap, area_id, strength
from plugins.maps.parts import kilometres
from plugins.maps.statistics import crossing
from plugins.publishing import incident_drawings, money_charts, record_charts, structured_data, venue_maps
from plugins.publishing.incident_files import incident_files
from plugins.records import citations
from plugins.records.campaigns import known_total
from plugins.records.loading import DATASETS
from plugins.records.milestones import by_year
from plugins.records.reports import Edition, Report, by_type
from plugins.records.rights import Article


def code_of(context: Context) -> str:
    return str(context["DEFAULT_LANG"])


def _to(context: Context, target: str) -> str:
    """The link from the page being written to an address of the site.

    It is relative, but on the page for a wrong address: that one is shown at any depth, so it starts from the host's top.
    """
    name = context["output_file"]
    if name == "404.html":
        return f"{urlsplit(context['main_siteurl']).path.rstrip('/')}/{target}"
    return addresses.relative(addresses.address(name, code_of(context)), target)


@pass_context
def link(context: Context, name: str, code: str | None = None) -> str:
    """The relative link from the page being written to the page with this name, in its own or another language."""
    return _to(context, addresses.address(name, code or code_of(context)))


@pass_context
def asset(context: Context, path: str) -> str:
    """The relative link to a file of the theme."""
    return _to(context, addresses.theme_address(path, context["ASSETS"]))


@pass_context
def link_root(context: Context, path: str) -> str:
    """The relative link to a file that lies at the site's top for all languages (data, citations)."""
    return _to(context, path)


@pass_context
def cite(context: Context, report: Report, edition: Edition) -> str:
    """The citation of an edition in plain text."""
    page = addresses.absolute(context["main_siteurl"], f"reports/{report.slug}.html")
    return citations.plain(report, edition, page).strip()


@pass_context
def absolute(context: Context, name: str, code: str | None = None) -> str:
    """The whole address of a page, for canonical, hreflang and Open Graph."""
    return addresses.absolute(context["main_siteurl"], addresses.address(name, code or code_of(context)))


@pass_context
def absolute_asset(context: Context, path: str) -> str:
    return addresses.absolute(context["main_siteurl"], addresses.theme_address(path, context["ASSETS"]))


@pass_context
def absolute_root(context: Context, path: str) -> str:
    """The whole address of a file that lies at the site's top for all languages."""
    return addresses.absolute(context["main_siteurl"], path)


@pass_context
def checksum(context: Context, dataset: str) -> str:
    """SHA-256 of a dataset's table as it is published."""
    records = context["site"].records
    return open_data.checksum(DATASETS[dataset][1], getattr(records, dataset), records.states[dataset])


@pass_context
def menu(context: Context, stems: Iterable[str]) -> list[Document]:
    """The pages with these file names that this language has."""
    checked: Checked = context["site"]
    return [page for page in (checked.page(code_of(context), stem) for stem in stems) if page]


@pass_context
def testimonies(context: Context) -> list[Document]:
    """The testimonies of this language, in the order of their names."""
    code = code_of(context)
    return [entry for entry in context["site"].documents if (entry.kind, entry.language) == ("testimonies", code)]


@pass_context
def testimonies_on(context: Context, article: Article) -> list[Document]:
    """The testimonies of this language that name this article."""
    return [entry for entry in testimonies(context) if article.slug in {right.slug for right in entry.rights}]


@pass_context
def articles_of(context: Context, account: Document) -> list[Article]:
    """The articles that a testimony names, in the order of their table."""
    slugs = {right.slug for right in account.rights}
    return [article for article in context["site"].records.rights if article.slug in slugs]


@pass_context
def short_title(context: Context, name: str, code: str | None = None) -> str:
    """The title of a list page, or the word for the home page."""
    code = code or code_of(context)
    page = context["site"].page(code, name.removesuffix(".html"))
    return page.title if page else said_in(context, code, "Home")


@pass_context
def said_in(context: Context, code: str, words: str) -> str:
    """A text of the interface in another language than the page's."""
    return catalogues.translations(context["CATALOGUES"], code).gettext(words)


@pass_context
def neighbours(context: Context, article: Any) -> tuple[Any, Any]:
    """The next newer and the next older news item of the language, None at the ends."""
    articles = list(context["articles"])
    place = articles.index(article)
    return (articles[place - 1] if place else None, articles[place + 1] if place + 1 < len(articles) else None)


def section_name(name: str) -> str:
    """The list page that a page belongs to: `news.html` for `news/…`."""
    folder, _, file = name.rpartition("/")
    return f"{folder}.html" if folder and file else ""


@pass_context
def date_filter(context: Context, when: str | date) -> str:
    return languages.date_text(when, code_of(context))


@pass_context
def tenths_filter(context: Context, tenths: int) -> str:
    """Tenths of a degree as degrees, in the page's way of writing decimals."""
    return languages.number_text(Decimal(tenths) / 10, code_of(context))


@pass_context
def number_filter(context: Context, number: int) -> str:
    return languages.number_text(number, code_of(context))


@pass_context
def wording_filter(context: Context, words: Mapping[str, str]) -> tuple[str, str]:
    return languages.wording(words, code_of(context))


@pass_context
def money_filter(context: Context, amount: Decimal, currency: str) -> str:
    return languages.money_text(amount, currency, code_of(context))


@pass_context
def rate_filter(context: Context, rate: Decimal) -> str:
    return languages.rate_text(rate, code_of(context))


@pass_context
def percent_filter(context: Context, percent: Decimal) -> str:
    return languages.percent_text(percent, code_of(context))


@pass_context
def country_name(context: Context, code: str) -> str:
    """The name of a country in the page's language."""
    return str(Locale.parse(languages.language(code_of(context)).locale).territories[code])


@pass_context
def language_name(context: Context, code: str) -> str:
    """The name of a language in the page's language."""
    return str(Locale.parse(code, sep="-").get_display_name(languages.language(code_of(context)).locale))


def article_ranges(articles: Iterable[str]) -> str:
    """`1–3, 5`: three or more articles in a row are written as a range."""
    numbered = sorted({int(article) for article in articles if article.isdigit()})
    named = [article for article in articles if not article.isdigit()]
    parts: list[str] = []
    for _, run in groupby(enumerate(numbered), key=lambda pair: pair[1] - pair[0]):
        row = [number for _, number in run]
        parts += [f"{row[0]}–{row[-1]}"] if len(row) > 2 else [str(number) for number in row]
    return ", ".join(parts + named)


def host(url: str) -> str:
    """The host of an address, to be shown instead of all of it."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def short_address(url: str) -> str:
    """The host and the path of an address in readable letters, cut where a line ends."""
    text = host(url) + unquote(urlsplit(url).path).rstrip("/")
    return text if len(text) <= 64 else f"{text[:63]}…"


def json_ld(data: Mapping[str, object]) -> Markup:
    """Structured data for search engines; no text in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, indent=None, separators=(",", ":"))
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(f'<script type="application/ld+json">{safe}</script>')  # noqa: S704  escaped just above


def equip(generator: Generator) -> None:
    """Give a generator's templates their functions, and the checked site."""
    checked: Checked = generator.settings["CHECKED"]
    generator.context |= {
        "site": checked,
        "register": checked.register,
        "language": languages.language(generator.settings["DEFAULT_LANG"]),
        "languages": languages.LANGUAGES,
        "content_security_policy": POLICY,
    }
    generator.env.globals |= {
        # Also for parts that are imported without a page's context: those are evaluated once, not once per page.
        "DEFAULT_LANG": generator.settings["DEFAULT_LANG"],
        "language": languages.language(generator.settings["DEFAULT_LANG"]),
        "link": link,
        "asset": asset,
        "absolute": absolute,
        "absolute_asset": absolute_asset,
        "absolute_root": absolute_root,
        "menu": menu,
        "short_title": short_title,
        "testimonies": testimonies,
        "testimonies_on": testimonies_on,
        "articles_of": articles_of,
        "said_in": said_in,
        "neighbours": neighbours,
        "section_name": section_name,
        "language_of": languages.language,
        "structured_data": structured_data.FUNCTIONS,
        "milestones_by_year": by_year,
        "known_total": known_total,
        "citation_name": citations.citation_name,
        "cite": cite,
        "link_root": link_root,
        "checksum": checksum,
        "incident_files": incident_files,
        "dictionary": dictionary,
        "charts": {**record_charts.FUNCTIONS, **money_charts.FUNCTIONS},
        "venue_maps": venue_maps.FUNCTIONS,
        "reports_by_type": by_type,
        "incident_map": Choices(IncidentMap(checked.records)),
        "area_id": area_id,
        "act_slug": act_slug,
        "province_slug": province_slug,
        "kilometres": kilometres,
        "strength": strength,
        "drawings": incident_drawings.FUNCTIONS,
        "crossing": crossing,
    }
    generator.env.filters |= {
        "date": date_filter,
        "number": number_filter,
        "tenths": tenths_filter,
        "money": money_filter,
        "percent": percent_filter,
        "rate": rate_filter,
        "country_name": country_name,
        "wording": wording_filter,
        "language_name": language_name,
        "article_ranges": article_ranges,
        "host": host,
        "short_address": short_address,
        "json_ld": json_ld,
    }


def register() -> None:
    signals.generator_init.connect(equip)
