"""What no source holds, and a template, the theme or a plugin brings in: the scan of what was built refuses it."""

from plugins.content_security import POLICY
from tests.built.test_privacy import changed, refused, traces
from tests.sites import TestSite

BASE, STYLE = "theme/templates/base.html", "theme/static/css/site.css"
OTHER_HOST = "the page must ask no other host for anything; it does"
INLINE_SCRIPT = "the page must hold no script of its own; it does"
INLINE_STYLE = "the page must hold no style of its own; it does"
FRAME = "the page must hold no frame, object, embedded page or base address; it does"
WRONG_POLICY = "the page must begin with exactly the site's content security policy; it does not"
WRONG_STYLE = "the style sheet must load nothing from another host and nothing in its own text; it does"
WRONG_SCRIPT = "the script must make no request and run no text; it does"
NO_POINT = "the text must hold no exact point in North Korea; it does"
NO_PHONE = "the text must hold no telephone number that is not allowed; it does"
NO_MAIL = "the text must hold no e-mail address that is not allowed; it does"
NO_RESIDENT = "the text must hold no resident or foreigner number; it does"


# What a template may bring in, how it is told, and what may not be told.
BROUGHT_IN = [
    ('{{ "39.05" ~ "12" }}, {{ "125.75" ~ "12" }}', NO_POINT, "39.0512, 125.7512"),
    ('<a href="geo:{{ "39.05" ~ "12" }},{{ "125.75" ~ "12" }}">x</a>', NO_POINT, "39.0512,125.7512"),
    ('<!-- {{ "010-2345" ~ "-6789" }} -->', NO_PHONE, "010-2345-6789"),
    ('<span>{{ "9001" ~ "01" }}</span>-<b>{{ "123" ~ "4567" }}</b>', NO_RESIDENT, "900101-1234567"),
    ('{{ "canary" ~ "@somewhere.kr" }}', NO_MAIL, "canary@somewhere.kr"),
    ('<img src="https://other.example/a.png" alt="">', OTHER_HOST, "other.example"),
    ('<img src="//other.example/a.png" alt="">', OTHER_HOST, "other.example"),
    ('<link rel="preconnect" href="https://other.example">', OTHER_HOST, "other.example"),
    ('<script src="https://other.example/a.js"></script>', OTHER_HOST, "other.example"),
    ('<form action="https://other.example/"></form>', OTHER_HOST, "other.example"),
    ('<iframe src="https://other.example/"></iframe>', FRAME, "other.example"),
    ('<base href="https://other.example/">', FRAME, "other.example"),
    ("<script>canary()</script>", INLINE_SCRIPT, "canary"),
    ("<style>.canary{color:red}</style>", INLINE_STYLE, "canary"),
    ('<p style="color:canary">x</p>', INLINE_STYLE, "canary"),
    ('<p onclick="canary()">x</p>', "the page must hold no attribute that runs a script (on…); it does", "canary"),
    ('<a href="javascript:canary()">x</a>', "a link must lead to a page, a mail or a telephone; it does not (javascript:, data: or the like)", "canary"),
    ('<meta http-equiv="refresh" content="0;url=about.html?canary">', "the page must command a browser nothing but its policy; it does (http-equiv)", "canary"),
]  # fmt: skip


# Files of the theme, and how each is told.
BROUGHT_BY_THE_THEME = {
    "css/fetching.css": ("@import url(https://other.example/a.css);\n", f"1:1: {WRONG_STYLE}"),
    "css/hiding.css": ("body{background:\\75rl(https://other.example/a.png)}\n", f"1:1: {WRONG_STYLE}"),
    "js/asking.js": ("'use strict';\nnew WebSocket('wss://other.example');\n", f"2:5: {WRONG_SCRIPT}"),
    "images/running.svg": (
        '<svg xmlns="http://www.w3.org/2000/svg"><script>canary()</script></svg>',
        f"1:41: {INLINE_SCRIPT}",
    ),
}


def on_one_page(code: str) -> str:
    """Code of a template that says something on `about.html` of each language only: what is wrong everywhere is told everywhere."""
    return f'{{% if output_file == "about.html" %}}{code}{{% endif %}}'


def test_what_a_template_brings_in_is_refused(site: TestSite, stood: dict[str, bytes]) -> None:
    code, message, value = BROUGHT_IN[0]
    done = refused(site, stood, changed(BASE, "</main>", f"{on_one_page(code)}</main>"))
    assert done.complained.startswith("about.html:")
    assert {line.partition(": ")[2] for line in done.complained.split("\n") if ".html:" in line} == {message}
    assert done.complained.rstrip().endswith("found. Nothing was built; the last good site is untouched.")
    assert [trace for trace in traces(value) if trace in done.said + done.complained] == []


def test_all_that_a_template_and_the_theme_bring_in_is_told_in_one_run(site: TestSite, stood: dict[str, bytes]) -> None:
    """On a page a line each, so that each is told by its own line."""
    codes = "\n".join(code for code, _, _ in BROUGHT_IN)

    def plant(site: TestSite) -> None:
        changed(BASE, "</main>", on_one_page(f"\n{codes}\n") + "</main>")(site)
        for name, (content, _) in BROUGHT_BY_THE_THEME.items():
            site.write(f"theme/static/{name}", content)

    done = refused(site, stood, plant)
    for name, (_, place) in BROUGHT_BY_THE_THEME.items():
        assert f"theme/{name}:{place}\n" in done.complained
    told = {
        (int(line.split(":")[1]), line.partition(": ")[2])
        for line in done.complained.split("\n")
        if line.startswith("about.html:")
    }
    first = min(line for line, _ in told)
    assert {(first + number, message) for number, (_, message, _) in enumerate(BROUGHT_IN)} - told == set()
    values = [trace for value in {value for _, _, value in BROUGHT_IN} for trace in traces(value)]
    assert [value for value in values if value in done.said + done.complained] == []


def test_a_page_without_its_policy_or_with_a_weaker_one_is_refused(site: TestSite, stood: dict[str, bytes]) -> None:
    line = '<meta http-equiv="Content-Security-Policy" content="{{ content_security_policy }}">\n'
    weaker = line.replace(
        "{{ content_security_policy }}", POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
    )
    assert weaker != line.replace("{{ content_security_policy }}", POLICY)
    other = (
        '{% if output_file == "about.html" %}'
        + weaker
        + '{% elif output_file != "reports.html" %}'
        + line
        + "{% endif %}"
    )
    done = refused(site, stood, changed(BASE, line, other))
    for page in ("about.html", "reports.html", "ko/about.html", "fr/reports.html"):
        assert f"{page}:1:1: {WRONG_POLICY}" in done.complained
    assert "campaigns.html" not in done.complained


BY_PLUGINS = [
    (
        "plugins/publishing/structured_data.py",
        '"@type": "NGO"',
        '"@type": "NGO", "telephone": "-".join(("010", "2345", "6789"))',
        NO_PHONE,
        "010-2345-6789",
    ),
    (
        "plugins/publishing/sitemap.py",
        "    ElementTree.indent(root",
        '    root.set("near", ", ".join(("39.0512", "125.7512")))\n    ElementTree.indent(root',
        "sitemap.xml:2:",
        "39.0512, 125.7512",
    ),
    (
        "plugins/open_data.py",
        'return [record.model_dump(mode="json") for record in records]',
        'return [{**record.model_dump(mode="json"), "lat": "39.0512", "lon": "125.7512"} for record in records]',
        "data/incidents.json:",
        "39.0512, 125.7512",
    ),
]


def test_what_plugins_bring_in_is_refused(site: TestSite, stood: dict[str, bytes]) -> None:
    def plant(site: TestSite) -> None:
        for file, was, becomes, _, _ in BY_PLUGINS:
            changed(file, was, becomes)(site)

    done = refused(site.with_own_code(), stood, plant)
    assert "Looking through what was built" in done.said
    for _, _, _, told, value in BY_PLUGINS:
        assert told in done.complained
        assert [trace for trace in traces(value) if trace in done.said + done.complained] == []


def test_a_file_that_a_plugin_writes_beside_is_refused(site: TestSite, stood: dict[str, bytes]) -> None:
    more = '        path.with_name("notes.txt").write_text("canary")\n'
    line = '        path.write_bytes(sitemap(pelican.settings["CHECKED"], pelican.settings["SITEURL"]))\n'
    done = refused(site.with_own_code(), stood, changed("plugins/publishing/sitemap.py", line, line + more))
    assert "not meant: notes.txt" in done.complained
