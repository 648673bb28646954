"""One Atom feed per language. In a feed every address must be whole, because it is read away from the site."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from html import escape
from typing import Any
from urllib.parse import urljoin

from feedgenerator import SyndicationFeed
from pelican import Pelican, signals

from plugins.editorial.markup import safe


def own_domain(pelican: Pelican) -> None:
    """A subsite inherits the main site's feed address; its own is under its own folder."""
    pelican.settings["FEED_DOMAIN"] = pelican.settings["SITEURL"]


def finish(context: Mapping[str, Any], feed: SyndicationFeed) -> None:
    """Say the language, make links whole (in a text they are relative to its page), and mark summaries as plain text."""
    feed.feed["language"] = context["DEFAULT_LANG"]
    for item, article in zip(feed.items, context["articles"], strict=False):
        item["title"] = article.title  # Pelican takes everything out that looks like a tag
        item["content"] = safe(item["content"], partial(urljoin, item["link"]))
        item["description"] = escape(item["description"])
    if not feed.items:
        # An empty feed would say that it was updated just now, and every build would differ.
        feed.latest_post_date = lambda: datetime(2006, 10, 1, tzinfo=UTC)


def register() -> None:
    signals.initialized.connect(own_domain)
    signals.feed_generated.connect(finish)
