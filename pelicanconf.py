"""What the site is. Nothing here is computed from SITEURL."""

from jinja2 import StrictUndefined

from plugins.languages import LANGUAGES, MAIN
from plugins.publishing.reader import DocumentReader

SITENAME = "PSCORE"
AUTHOR = "PSCORE"
SITEURL = "http://127.0.0.1:8000"  # the preview of ./inv serve
TIMEZONE = "Asia/Seoul"
LOCALE = ["C.UTF-8"]  # Babel writes dates and numbers; the locales of the machine are never asked

# --- languages: each has folders of its own, so that no file is read twice and no draft crosses over
DEFAULT_LANG = MAIN.code
PATH = "content"
PAGE_PATHS = [f"{MAIN.code}/pages", f"{MAIN.code}/testimonies"]
ARTICLE_PATHS = [f"{MAIN.code}/news"]
STATIC_PATHS: list[str] = []  # our own plugins write the files: only what was checked, and no picture as it is
IGNORE_FILES = [".*", "Thumbs.db", "desktop.ini"]
I18N_SUBSITES = {
    language.code: {
        "PAGE_PATHS": [f"{language.code}/pages", f"{language.code}/testimonies"],
        "ARTICLE_PATHS": [f"{language.code}/news"],
    }
    for language in LANGUAGES
    if language != MAIN
}
I18N_TEMPLATES_LANG = MAIN.code

# --- the pages in the menus, by file name; a language shows those that it has
MENU = ("about", "map", "united-nations", "campaigns", "reports", "rights", "education", "news")
WORK = ("united-nations", "campaigns", "reports", "education")
FOOTER_MENU = (
    "history",
    "testimonies",
    "statistics",
    "glossary",
    "expenditures",
    "data",
    "method",
    "contact",
    "privacy",
    "accessibility",
)
# Where the quick exit of a testimony leads, by language: an everyday page that nobody asks about, open in most countries. It is
# asked for when somebody follows the link, never before. A language without an entry takes the main language's.
EXIT = {
    "en": "https://www.timeanddate.com/weather/",
    "ko": "https://www.weather.go.kr/",
    "fr": "https://meteofrance.com/",
}

# --- theme
THEME = "theme"
ASSETS: dict[str, str] = {}  # names of theme files that were changed for publishing: they carry a hash of their content
DEMO = False  # whether example data are published, and every page says so
OFFLINE = False  # whether there are copies of the site to carry away
JINJA_ENVIRONMENT = {
    "autoescape": True,
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "extensions": ["jinja2.ext.i18n"],
}
DIRECT_TEMPLATES = ["404"]

# --- addresses
RELATIVE_URLS = True
ARTICLE_URL = ARTICLE_SAVE_AS = "news/{slug}.html"
PAGE_URL = PAGE_SAVE_AS = "{slug}.html"
ARTICLE_ORDER_BY = "reversed-slug"  # the slug begins with the date, so two items of one day have an order too
PAGE_ORDER_BY = "slug"
# Nothing is ever written for a draft or a hidden page: their addresses could be guessed.
DRAFT_SAVE_AS = DRAFT_LANG_SAVE_AS = DRAFT_PAGE_SAVE_AS = DRAFT_PAGE_LANG_SAVE_AS = ""
AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = CATEGORY_SAVE_AS = CATEGORIES_SAVE_AS = TAG_SAVE_AS = TAGS_SAVE_AS = ""
ARCHIVES_SAVE_AS = YEAR_ARCHIVE_SAVE_AS = MONTH_ARCHIVE_SAVE_AS = DAY_ARCHIVE_SAVE_AS = ""

# --- feeds: one per language
FEED_ATOM = "feed.xml"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
FEED_MAX_ITEMS = 30

# --- reading: only Markdown, and only through the documents that the checks have read
READERS = {"md": DocumentReader, "html": None, "rst": None, "markdown": None, "mkd": None, "mdown": None, "htm": None}
FORMATTED_FIELDS: list[str] = []
FILENAME_METADATA = ""
SLUGIFY_SOURCE = "basename"
# Links are resolved by our reader. Pelican would look for its markers in titles and alternative texts too, and copy any file
# of content/ that one names: a pattern that matches nothing keeps it from that.
INTRASITE_LINK_REGEX = "(?P<what>(?!))"
CACHE_CONTENT = LOAD_CONTENT_CACHE = False

# --- plugins: named one by one, or every installed plugin would load itself
PLUGINS = [
    "pelican.plugins.i18n_subsites",
    "plugins.publishing.templates",
    "plugins.publishing.giving",
    "plugins.publishing.data_page_writer",
    "plugins.publishing.data_file_writer",
    "plugins.publishing.map_writer",
    "plugins.publishing.venue_map_writer",
    "plugins.publishing.feeds",
    "plugins.publishing.sitemap",
]
