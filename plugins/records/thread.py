"""The thread through the record: from a right to the reports on it, to the UN submissions that used them, to campaigns, and back."""

from dataclasses import dataclass
from functools import cached_property

from plugins.records.campaigns import Campaign
from plugins.records.loading import Records
from plugins.records.petitions import Petition
from plugins.records.reports import Report
from plugins.records.rights import Article
from plugins.records.un_engagements import Engagement
from plugins.records.venues import Venue


@dataclass(frozen=True)
class Thread:
    """Looks along the references of the records, in both directions; every answer is in the order of the records."""

    records: Records

    def reports_on(self, article: Article) -> list[Report]:
        """The works that analyse this article."""
        return [
            report
            for report in self.records.reports
            if any(
                (right.instrument, right.article) == (article.instrument, article.article) for right in report.rights
            )
        ]

    def reports_on_whole(self, instrument: str) -> list[Report]:
        """The works that name the instrument without an article."""
        return [
            report
            for report in self.records.reports
            if any(right.instrument == instrument and right.article is None for right in report.rights)
        ]

    @cached_property
    def analysed(self) -> list[Article]:
        """The articles on which there is a work."""
        named = {(right.instrument, right.article) for report in self.records.reports for right in report.rights}
        return [article for article in self.records.rights if (article.instrument, article.article) in named]

    def is_analysed(self, article: Article) -> bool:
        """Whether there is a work on this article, and so a page."""
        return article.slug in self._analysed_slugs

    @cached_property
    def _analysed_slugs(self) -> frozenset[str]:
        return frozenset(article.slug for article in self.analysed)

    @cached_property
    def instruments(self) -> dict[str, list[Article]]:
        """The articles of each instrument that stands in rights.csv, in its order."""
        found: dict[str, list[Article]] = {}
        for article in self.records.rights:
            found.setdefault(article.instrument, []).append(article)
        return found

    def articles_of(self, report: Report) -> list[Article]:
        """The articles that a work analyses, with their titles."""
        named = {(right.instrument, right.article) for right in report.rights}
        return [article for article in self.records.rights if (article.instrument, article.article) in named]

    def engagements_with(self, reports: list[Report]) -> list[Engagement]:
        """The UN engagements that used one of these works."""
        ids = {report.id for report in reports}
        return [entry for entry in self.records.un_engagements if ids & set(entry.report_ids)]

    def campaigns_with(self, reports: list[Report], engagements: list[Engagement]) -> list[Campaign]:
        """The campaigns around these works or these UN engagements."""
        report_ids = {report.id for report in reports}
        engagement_ids = {entry.id for entry in engagements}
        named = {campaign for entry in engagements for campaign in entry.campaign_ids}
        return [
            campaign
            for campaign in self.records.campaigns
            if report_ids & set(campaign.report_ids)
            or campaign.un_engagement_id in engagement_ids
            or campaign.id in named
        ]

    def engagements_around(self, campaign: Campaign) -> list[Engagement]:
        """The UN engagements that a campaign belongs to."""
        return [
            entry
            for entry in self.records.un_engagements
            if entry.id == campaign.un_engagement_id or campaign.id in entry.campaign_ids
        ]

    def reports_by_id(self, ids: tuple[str, ...]) -> list[Report]:
        return [report for report in self.records.reports if report.id in ids]

    def petition(self, campaign: Campaign) -> Petition | None:
        """The petition that was signed at a campaign."""
        return next((petition for petition in self.records.petitions if petition.id == campaign.petition_id), None)

    def campaigns_for(self, petition: Petition) -> list[Campaign]:
        """The campaigns at which a petition was signed."""
        return [campaign for campaign in self.records.campaigns if campaign.petition_id == petition.id]

    def venue(self, venue_id: str | None) -> Venue | None:
        return next((venue for venue in self.records.venues if venue.id == venue_id), None)
