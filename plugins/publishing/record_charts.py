"""The charts of the record pages: counts from the records, words from the template that shows them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from babel import Locale
from jinja2 import pass_context
from jinja2.runtime import Context

from plugins import languages
from plugins.charts import PERIODS, Chart, Series
from plugins.maps.choices import Choices
from plugins.maps.statistics import periods_and_acts
from plugins.records.campaigns import Campaign, years_and_kinds
from plugins.records.reports import Report
from plugins.records.un_engagements import Engagement, years_and_bodies

MOST = 5  # series with a colour of their own; the rarer ones share the last


def campaigns_by_year(title: str, campaigns: tuple[Campaign, ...], names: Mapping[str, str], other: str) -> Chart:
    """Campaigns held per year, by kind."""
    return _by_year("campaigns-by-year", title, years_and_kinds(campaigns), names, other)


def engagements_by_year(title: str, engagements: tuple[Engagement, ...], names: Mapping[str, str], other: str) -> Chart:
    """UN engagements per year, by body."""
    return _by_year("engagements-by-year", title, years_and_bodies(engagements), names, other)


@pass_context
def reports_by_language(context: Context, title: str, note: str, reports: tuple[Report, ...], works: str) -> Chart:
    """Works by the languages they exist in; a work in two languages counts in both."""
    counts = Counter(code for report in reports for code in report.languages)
    locale = languages.language(str(context["DEFAULT_LANG"])).locale
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    rows = {str(Locale.parse(code, sep="-").get_display_name(locale)): {"works": count} for code, count in ordered}
    return Chart("reports-by-language", title, note, [Series("works", works, 1)], rows)


@pass_context
def entries_by_period(context: Context, title: str, choices: Choices, written: str, other: str) -> Chart:
    """Entries of the incident map by the period they began in and the widest kind of act; `written` is how a period is written."""
    names = {
        chosen.value.code: languages.wording(chosen.value.label, str(context["DEFAULT_LANG"]))[0]
        for chosen in choices.acts
        if not chosen.above
    }
    counts = {
        written.format(first=period.first, last=period.last): count
        for period, count in periods_and_acts(choices).items()
    }
    return replace(_by_year("entries-by-period", title, counts, names, other), measure=PERIODS)


def _by_year(name: str, title: str, counts: Mapping[str, Counter[str]], names: Mapping[str, str], other: str) -> Chart:
    """Stacked bars per year; when there are many series the rare ones are summed up as the last."""
    totals: Counter[str] = sum(counts.values(), Counter())
    kept = dict(totals.most_common(MOST if len(totals) > MOST + 1 else MOST + 1))
    series = [
        Series(key, names[key], number) for number, key in enumerate((key for key in names if key in kept), start=1)
    ]
    rest = [key for key in totals if key not in kept]
    if rest:
        series.append(Series("other", other, len(series) + 1))
    rows = {year: {**count, "other": sum(count[key] for key in rest)} for year, count in counts.items()}
    description = ", ".join(f"{year}: {sum(count.values())}" for year, count in counts.items())
    return Chart(name, title, description, series, rows)


FUNCTIONS = {
    "campaigns_by_year": campaigns_by_year,
    "engagements_by_year": engagements_by_year,
    "entries_by_period": entries_by_period,
    "reports_by_language": reports_by_language,
}
