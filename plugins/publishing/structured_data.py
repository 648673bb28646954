"""Descriptions of pages for search engines (schema.org, as JSON-LD)."""

from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context

from plugins import addresses, languages
from plugins.editorial.documents import Document
from plugins.records.campaigns import Campaign
from plugins.records.reports import Report

_SCHEMA = "https://schema.org"


@pass_context
def organisation(context: Context) -> dict[str, object]:
    """Who publishes the site."""
    return {"@context": _SCHEMA, **_publisher(context)}


@pass_context
def news_item(context: Context, article: Any) -> dict[str, object]:
    """A news item of the site."""
    modified = article.document.modified or article.document.date
    picture = article.document.picture
    return {
        "@context": _SCHEMA,
        "@type": "NewsArticle",
        "headline": article.title,
        "description": article.summary,
        "inLanguage": context["DEFAULT_LANG"],
        "datePublished": article.document.date.isoformat(),
        "dateModified": modified.isoformat(),
        "mainEntityOfPage": _here(context),
        "image": addresses.absolute(
            context["main_siteurl"], picture.file.address if picture else _theme(context, "images/share.png")
        ),
        "author": _publisher(context),
        "publisher": _publisher(context),
    }


@pass_context
def testimony(context: Context, account: Document) -> dict[str, object]:
    """An account under a pseudonym: no person, no place and no day."""
    invented = account.review is not None and account.review.example
    return {
        "@context": _SCHEMA,
        "@type": "CreativeWork",
        "name": account.title,
        "description": account.summary,
        "inLanguage": context["DEFAULT_LANG"],
        "url": _here(context),
        "publisher": _publisher(context),
        **({"creativeWorkStatus": "Example: invented"} if invented else {}),
    }


@pass_context
def report(context: Context, work: Report, genre: str) -> dict[str, object]:
    """A work of the catalogue with its editions; what is not known is left out."""
    title, _ = languages.wording(work.title, context["DEFAULT_LANG"])
    description, _ = languages.wording(work.summary, context["DEFAULT_LANG"])
    original = work.original
    known: dict[str, object] = {
        "datePublished": work.issued,
        "contributor": [{"@type": "Organization", "name": partner} for partner in work.partners],
        "workTranslation": [
            {"@type": "Report", "name": edition.title, "inLanguage": edition.language}
            for edition in work.editions
            if edition.translation_of is not None
        ],
        "sameAs": list(work.sources),
    }
    return {
        "@context": _SCHEMA,
        "@type": "VideoObject" if work.type == "video" else "Report",
        "name": original.title,
        "inLanguage": original.language,
        "alternateName": [title] if title != original.title else [],
        "description": description,
        "genre": genre,
        "url": _here(context),
        "about": list(work.topics),
        "publisher": _publisher(context),
        **{key: value for key, value in known.items() if value},
    }


@pass_context
def event(context: Context, campaign: Campaign) -> dict[str, object]:
    """A campaign as an event; only what is known."""
    name, code = languages.wording(campaign.title, context["DEFAULT_LANG"])
    status = {"cancelled": "EventCancelled"}.get(campaign.status, "EventScheduled")
    known: dict[str, object] = {
        "description": languages.wording(campaign.summary, context["DEFAULT_LANG"])[0],
        "endDate": campaign.date_end,
        "location": {
            "@type": "Place",
            "name": languages.wording(campaign.venue or campaign.city, context["DEFAULT_LANG"])[0],
            "address": {"@type": "PostalAddress", "addressCountry": campaign.country},
        }
        if campaign.country and (campaign.venue or campaign.city)
        else None,
    }
    return {
        "@context": _SCHEMA,
        "@type": "Event",
        "name": name,
        "inLanguage": code,
        "startDate": campaign.date_start,
        "eventStatus": f"{_SCHEMA}/{status}",
        "url": _here(context),
        "organizer": _publisher(context),
        **{key: value for key, value in known.items() if value},
    }


def _publisher(context: Context) -> dict[str, object]:
    site_url = context["main_siteurl"]
    return {
        "@type": "NGO",
        "@id": f"{site_url}/#organisation",
        "name": context["SITENAME"],
        "legalName": "People for Successful COrean REunification",
        "alternateName": ["성통만사", "사단법인 성공적인 통일을 만들어가는 사람들"],
        "url": addresses.absolute(site_url, "index.html"),
        "logo": addresses.absolute(site_url, _theme(context, "images/icon-180.png")),
        "foundingDate": "2006-10",
        "foundingLocation": {"@type": "Place", "name": "Seoul"},
    }


def _theme(context: Context, path: str) -> str:
    return addresses.theme_address(path, context["ASSETS"])


def _here(context: Context) -> str:
    return addresses.absolute(
        context["main_siteurl"], addresses.address(context["output_file"], context["DEFAULT_LANG"])
    )


FUNCTIONS = {
    "organisation": organisation,
    "news_item": news_item,
    "testimony": testimony,
    "report": report,
    "event": event,
}
