"""Gives the templates the ways to give, and writes the signed file of payment addresses beside the open data."""

import os
from datetime import date
from decimal import Decimal
from pathlib import Path

from babel import Locale
from babel.numbers import format_currency, get_currency_name
from jinja2 import pass_context
from jinja2.runtime import Context
from pelican import Pelican, signals
from pelican.generators import Generator

from plugins import languages
from plugins.checks import Checked
from plugins.commit import day_of_build
from plugins.giving import ways
from plugins.giving.qr import MARK
from plugins.giving.signed_file import FILES, PUBLIC_KEY
from plugins.records.campaigns import Campaign


@pass_context
def ways_to_give(context: Context) -> list[ways.Way]:
    """All options in the page's language."""
    return ways.ways(context["site"].records.donation_options, str(context["DEFAULT_LANG"]), context["giving_day"])


@pass_context
def ways_of_campaign(context: Context, campaign: Campaign) -> list[ways.Way]:
    """The options through which a campaign collects, with its own reference."""
    options = context["site"].records.donation_options
    return ways.campaign_ways(options, campaign.id, str(context["DEFAULT_LANG"]), context["giving_day"])


@pass_context
def round_money(context: Context, amount: Decimal, currency: str) -> str:
    """A suggested amount, without cents where it has none: $30."""
    locale = Locale.parse(languages.language(str(context["DEFAULT_LANG"])).locale)
    if amount != amount.to_integral_value():
        return languages.money_text(amount, currency, str(context["DEFAULT_LANG"]))
    pattern = locale.currency_formats["standard"].pattern.replace(".00", "")
    return str(format_currency(amount, currency, pattern, locale=locale, currency_digits=False))


@pass_context
def currency_name(context: Context, currency: str) -> str:
    """The name of a currency in the page's language."""
    return str(get_currency_name(currency, locale=languages.language(str(context["DEFAULT_LANG"])).locale))


def public_key(site: Checked) -> str:
    """The public key as it is compared by eye: its last line."""
    return (site.site.data / PUBLIC_KEY).read_text("ascii").splitlines()[-1]


def equip(generator: Generator) -> None:
    checked: Checked = generator.settings["CHECKED"]
    day: date | None = day_of_build(checked.site.root, os.environ)
    generator.context["giving_day"] = day
    generator.env.globals |= {
        "ways_to_give": ways_to_give,
        "ways_of_campaign": ways_of_campaign,
        "online_ways": ways.ONLINE,
        "public_key": public_key,
        "qr_mark": MARK,
    }
    generator.env.filters |= {"round_money": round_money, "currency_name": currency_name}


def write(pelican: Pelican) -> None:
    """The signed file, its signature and the public key, as they are: a signature holds for these bytes only."""
    if pelican.settings["DEFAULT_LANG"] != languages.MAIN.code:
        return
    checked: Checked = pelican.settings["CHECKED"]
    folder = Path(pelican.output_path) / "data"
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        (folder / name).write_bytes((checked.site.data / name).read_bytes())


def register() -> None:
    signals.generator_init.connect(equip)
    signals.finalized.connect(write)
