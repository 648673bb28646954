"""Which pages the browser tests look at: one of each template, in each language."""

from plugins.languages import CODES

TEMPLATES = {
    "home": "index.html",
    "page": "about.html",
    "news": "news.html",
    "news item": "news/2024-03-18-human-rights-council-55.html",
    "history": "history.html",
    "reports": "reports.html",
    "report": "reports/inescapable-violence.html",
    "list of reports": "reports/topic-children.html",
    "campaigns": "campaigns.html",
    "campaign": "campaigns/2014-save-pscore.html",
    "list of campaigns": "campaigns/kind-concert.html",
    "United Nations": "united-nations.html",
    "body of the United Nations": "united-nations/hrc.html",
    "rights": "rights.html",
    "instrument": "rights/iccpr.html",
    "article": "rights/iccpr-7.html",
    "testimonies": "testimonies.html",
    "testimony": "testimonies/the-empty-desk.html",
    "reading safely": "reading-safely.html",
    "data": "data.html",
    "method": "method.html",
    "part of the map": "map/act-03-01.html",
    "statistics": "statistics.html",
    "glossary": "glossary.html",
    "wrong address": "404.html",
}
ADDRESSES = [address if code == "en" else f"{code}/{address}" for code in CODES for address in TEMPLATES.values()]
# A page that other languages lack shows the notice and the dotted link of the switch.
ADDRESSES.append("news/2013-10-30-concerts-new-york.html")
