"""One Atom feed per language. In a feed every address must be whole, because it is read away from the site."""

from functools import partial
from urllib.parse import urljoin

from feedgenerator import SyndicationFeed
from pelican import Pelican, signals

from plugins.editorial.markup import safe


def own_domain(pelican: Pelican) -> None:
    """A subsite inherits the main site's feed address; its own is under its own folder."""
    pelican.settings["FEED_DOMAIN"] = pelican.settings["SITEURL"]


def whole_addresses(context: object, feed: SyndicationFeed) -> None:
    """Links in a text are relative to its page; make them whole."""
    for item in feed.items:
        item["content"] = safe(item["content"], partial(urljoin, item["link"]))


def register() -> None:
    signals.initialized.connect(own_domain)
    signals.feed_generated.connect(whole_addresses)
