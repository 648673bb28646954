import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from plugins.messages import say
from plugins.privacy.allowed import Allowed
from plugins.privacy.page_rules import page_problems
from plugins.privacy.scan import Rules
from plugins.problems import Problem
from tests.privacy.gate.planted import INNOCENT, NOTHING_ALLOWED, PLANTED, inside
from tests.privacy.gate.test_pictures import exif, picture
from tests.privacy.gate.test_portable_documents import document
from tests.privacy.scanned import scan

POLICY = "default-src 'none'; script-src 'self'"
RULES = Rules(NOTHING_ALLOWED, inside, POLICY)
HEAD = f'<!doctype html>\n<html lang="en"><head><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
PAGE = HEAD + '<link rel="stylesheet" href="a.css"></head>\n<body>%s</body></html>\n'


def scanned(folder: Path, files: dict[str, str | bytes], rules: Rules = RULES) -> list[Problem]:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return scan(folder, set(files), rules)


def messages(folder: Path, files: dict[str, str | bytes], rules: Rules = RULES) -> list[str]:
    return [str(problem.message) for problem in scanned(folder, files, rules)]


def test_an_honest_output_passes(tmp_path: Path) -> None:
    page = PAGE % (
        '<a href="https://other.example/">x</a><a href="mailto:name@example.org">m</a><img src="../files/a.png" alt="">'
        '<script src="theme/a.js"></script><script type="application/ld+json">{"@type": "Report"}</script>'
        '<svg viewBox="0 0 9 9"><use href="#a"/><path d="M39.0512,125.7512"/></svg>'
    )
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M39.0512,125.7512 L40.1,126.4"/></svg>'
    feed = '<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://pscore.org/"/></feed>'
    files: dict[str, str | bytes] = {
        "index.html": page,
        "ko/a.html": page,
        "a.css": "@media (min-width:20em){a{background:url(../b.png)}} /* https://x.example/ */ b::before{content:'\\2014'}",
        "a.js": 'const names="http://www.w3.org/2000/svg"; // no request\nL.map(1);',
        "b.svg": drawing,
        "feed.xml": feed,
        "a.json": json.dumps({"lat": 37.573, "lon": 126.977, "cell": [125.75, 39.05]}),
        "a.csv": "\ufeffid,lat,lon\na,37.573,126.977\nb,39.05,125.75\n",
        **{f"{number}.txt": text for number, text in enumerate(INNOCENT) if not text.startswith("UID:")},
        "a.png": picture("PNG"),
        "a.pdf": document(),
    }
    assert scanned(tmp_path, files) == []


@pytest.mark.parametrize(
    "ending", [".html", ".css", ".js", ".json", ".csv", ".xml", ".ics", ".bib", ".ris", ".txt", ".svg", ".kml"]
)
def test_every_type_of_text_is_read(tmp_path: Path, ending: str) -> None:
    assert "the text must hold no resident or foreigner number; it does" in messages(
        tmp_path, {f"a{ending}": "900101-1234567"}
    )


def test_what_a_host_reads_is_read_too_whatever_it_is_called(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = dict.fromkeys(("_headers", ".htaccess", "server/Caddyfile"), "a")
    assert len(messages(tmp_path, files)) == 5
    rules = replace(RULES, for_hosts=set(files))
    assert messages(tmp_path, files, rules) == []
    planted = scanned(tmp_path, dict.fromkeys(files, "/900101-1234567 /about.html 301"), rules)
    assert {problem.path for problem in planted} == set(files)


@pytest.mark.parametrize(("rule", "text", "value"), PLANTED)
def test_no_planted_value_stands_in_a_message(tmp_path: Path, rule: str, text: str, value: str) -> None:
    problems = scanned(tmp_path, {"a.html": PAGE % text, "b.txt": text, "c.json": text, "d.svg": text})
    assert problems
    assert not any(value in f"{problem}{problem!r}" for problem in problems)


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ('<img src="https://other.example/a.png">', "ask no other host"),
        ('<img src="//other.example/a.png">', "ask no other host"),
        ('<img src="/\\other.example/a.png">', "ask no other host"),
        ('<img src=" ht\ttps://other.example/a.png">', "ask no other host"),
        ("<img src=https://other.example/a.png>", "ask no other host"),
        ('<img alt=">" src="https://other.example/a.png">', "ask no other host"),
        ('<img src="&#104;ttps://other.example/a.png">', "ask no other host"),
        ('<img src="a.png" srcset="a.png 1x, https://other.example/b.png 2x">', "ask no other host"),
        ('<link rel="preload" href="https://other.example/a.css">', "ask no other host"),
        ('<link rel="dns-prefetch" href="//other.example/">', "ask no other host"),
        ('<link rel="alternate stylesheet" href="https://other.example/a.css">', "ask no other host"),
        ('<link href="https://other.example/a.css">', "ask no other host"),
        ('<script src="https://other.example/a.js"></script>', "ask no other host"),
        ('<video poster="https://other.example/a.png"></video>', "ask no other host"),
        ('<audio><source src="https://other.example/a.ogg"></audio>', "ask no other host"),
        ('<form action="https://other.example/"></form>', "ask no other host"),
        ('<button formaction="https://other.example/">x</button>', "ask no other host"),
        ('<a href="a.html" ping="https://other.example/">x</a>', "ask no other host"),
        ('<table background="https://other.example/a.png"></table>', "ask no other host"),
        ('<svg><image href="https://other.example/a.png"/></svg>', "ask no other host"),
        ('<svg><use xlink:href="https://other.example/a.svg#b"/></svg>', "ask no other host"),
        ('<svg><rect fill="url(https://other.example/a.svg#b)"/></svg>', "ask no other host"),
        ('<img src="data:image/gif;base64,AAAA">', "ask no other host"),
        ('<a href="javascript:alert(1)">x</a>', "lead to a page, a mail"),
        ('<a href=" java\nscript:alert(1)">x</a>', "lead to a page, a mail"),
        ('<a href="data:text/html,x">x</a>', "lead to a page, a mail"),
        ('<a href="file:///etc/x">x</a>', "lead to a page, a mail"),
        ("<script>alert(1)</script>", "no script of its own"),
        ('<script type="module">alert(1)</script>', "no script of its own"),
        ('<script src="a.js">alert(1)</script>', "no script of its own"),
        ("<style>a{}</style>", "no style of its own"),
        ('<p style="color:red">x</p>', "no style of its own"),
        ('<p onclick="x()">x</p>', "runs a script"),
        ("<p ONMOUSEOVER=x()>x</p>", "runs a script"),
        ('<svg><g onload="x()"/></svg>', "runs a script"),
        ('<iframe src="a.html"></iframe>', "no frame, object"),
        ('<object data="a.pdf"></object>', "no frame, object"),
        ('<embed src="a.pdf">', "no frame, object"),
        ('<base href="/x/">', "no frame, object"),
        ('<meta http-equiv="refresh" content="0;url=https://other.example/">', "command a browser nothing"),
        (
            '<meta http-equiv="Content-Security-Policy" content="default-src *">',
            "exactly the site's content security policy",
        ),
    ],
)
def test_a_page_may_not_ask_or_run(tmp_path: Path, html: str, message: str) -> None:
    problems = scanned(tmp_path, {"a.html": PAGE % html})
    assert any(message in problem.message for problem in problems)
    assert "other.example" not in "".join(map(str, problems))


@pytest.mark.parametrize(
    "page",
    [
        "<!doctype html><html><head></head></html>",
        f'<html><head><script src="a.js"></script><meta http-equiv="Content-Security-Policy" content="{POLICY}"></head></html>',
        f'<html><head><meta http-equiv="Content-Security-Policy" content="{POLICY}; img-src *"></head></html>',
    ],
)
def test_a_page_begins_with_exactly_the_policy(page: str) -> None:
    (problem,) = page_problems(page, "a.html", POLICY)
    assert problem.message == "the page must begin with exactly the site's content security policy; it does not"


def test_the_place_of_a_tag_is_told_whichever_way_the_page_was_read() -> None:
    plain = PAGE % '\n  <p onclick="x">'
    odd = PAGE % "\n  <p onclick='x'>"
    for page in (plain, odd):
        (problem,) = page_problems(page, "a.html", POLICY)
        assert (problem.line, problem.column) == (4, 3)


@pytest.mark.parametrize(
    "style",
    [
        "@import 'a.css';",
        "a{background:url(https://other.example/a.png)}",
        'a{background:url( "//other.example/a.png")}',
        "a{background:image-set('https://other.example/a.png' 1x)}",
        "a{background:\\75rl(https://other.example/a.png)}",
        "a{background:url(data:image/gif;base64,AAAA)}",
    ],
)
def test_a_style_sheet_may_load_nothing_from_elsewhere(tmp_path: Path, style: str) -> None:
    assert messages(tmp_path, {"a.css": style}) == [
        "the style sheet must load nothing from another host and nothing in its own text; it does"
    ]


@pytest.mark.parametrize(
    "script",
    ["fetch('a.json')", "new XMLHttpRequest()", "new WebSocket(a)", "navigator.sendBeacon(a)", "import('./a.js')", "eval(a)",
     "new Function('a')", "import a from './a.js'; import{b}from 'c'", "a='https://other.example/x'", "a='//other.example/x'"],
)  # fmt: skip
def test_a_script_may_make_no_request(tmp_path: Path, script: str) -> None:
    assert messages(tmp_path, {"a.js": script})
    reviewed = Rules(NOTHING_ALLOWED, inside, POLICY, scripts={sha256(script.encode()).hexdigest()})
    assert messages(tmp_path, {"a.js": script}, reviewed) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", '{"place": {"lat": "39.0512", "note": "' + "x" * 400 + '", "lon": "125.7512"}}'),
        ("a.json", '[\n' + " " * 60 + "125.7512,\n" + " " * 60 + "39.0512]"),
        ("a.json", '{"a": [12575.12e-2, 3.90512e1]}'),
        ("a.geojson", '{"coordinates": [[125.7512, 39.0512]]}'),
        ("a.csv", f"id,lat,note,lon\na,39.0512,{'x' * 400},125.7512\n"),
        ("a.js", "var points=[[39.0512,125.7512]]"),
    ],
)  # fmt: skip
def test_a_point_in_data_off_the_lattice_is_refused(tmp_path: Path, name: str, content: str) -> None:
    problems = scanned(tmp_path, {name: content})
    assert any("exact point in North Korea" in problem.message for problem in problems)
    assert "39.0512" not in repr(problems)


GROUND = Rules(
    NOTHING_ALLOWED,
    inside,
    POLICY,
    ground={("125.751", "39.051"), ("125.8", "39.043"), ("125.76", "39.06")},
    map_files={"m.geojson", "m.kml", "m.js"},
)
GEOJSON = (
    '{"type":"FeatureCollection","features":[\n{"id":"in-a","geometry":{"type":"MultiPolygon","coordinates":'
    '[[[[125.751,39.051],[125.8,39.043],[125.76,39.06],[125.5,39.0],[125.751,39.051]]]]},"properties":{"lat":"39.25","lon":"125.75"}}\n]}\n'
)
SCRIPT = "var land = {a: [[39.051, 125.751], [39.043, 125.8]], home: [[37.0, 124.0], [43.0, 131.0]]};\n"
KML = (
    '<?xml version="1.0" encoding="utf-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>x</name>'
    '<styleUrl>#a</styleUrl><Style id="a"><PolyStyle><color>cc000000</color></PolyStyle></Style>\n'
    '<Placemark id="in-a"><name>y &lt;b&gt;</name><description>plain</description><MultiGeometry><Polygon><outerBoundaryIs><LinearRing>'
    "<coordinates>125.751,39.051 125.8,39.043 125.76,39.06 125.5,39.0 125.751,39.051</coordinates></LinearRing></outerBoundaryIs>"
    "</Polygon></MultiGeometry></Placemark></Document></kml>\n"
)
MAPS: dict[str, str | bytes] = {"m.geojson": GEOJSON, "m.kml": KML, "m.js": SCRIPT}
STRANGER = "the map must hold only points of its outlines and of the grid; it holds another"
EXACT = "the text must hold no exact point in North Korea; it does"


def test_the_files_of_the_map_may_hold_the_points_of_the_ground(tmp_path: Path) -> None:
    assert scanned(tmp_path, MAPS, GROUND) == []


@pytest.mark.parametrize("name", MAPS)
def test_no_other_file_may_hold_them_even_with_the_same_bytes(tmp_path: Path, name: str) -> None:
    problems = scanned(tmp_path, {name: MAPS[name], f"z/{name}": MAPS[name]}, GROUND)
    assert {problem.path for problem in problems} == {f"z/{name}"}
    assert any("exact point in North Korea" in problem.message for problem in problems)


@pytest.mark.parametrize(
    ("name", "point", "planted"),
    [
        # a point of its own, one digit off, one digit more, both halves from the ground but never together
        *(
            (name, point, planted)
            for name, point, before in (
                ("m.geojson", "[125.8,39.043]", "[{1},{0}]"),
                ("m.js", "[39.043, 125.8]", "[{0}, {1}]"),
                ("m.kml", "125.8,39.043", "{1},{0}"),
            )
            for planted in (
                before.format(*degrees)
                for degrees in (("39.0512", "125.7512"), ("39.044", "125.8"), ("39.0431", "125.8"), ("39.06", "125.751"))
            )
        ),
        ("m.geojson", "[125.8,39.043]", "[39.0512,125.7512]"),
        ("m.geojson", "[125.8,39.043]", "[125.7512,39.0512,0]"),
        ("m.geojson", '"in-a"', '"39.0512, 125.7512"'),
        ("m.geojson", '"lat":"39.25","lon":"125.75"', '"lat":"39.2512","lon":"125.75"'),
        ("m.js", "home", "latitude: 39.0512, longitude: 125.7512, home"),
        ("m.kml", "plain", "39.0512, 125.7512"),
        ("m.kml", "plain", "N39°03'04\" E125°45'04\""),
        ("m.kml", "<name>x", "<!-- 39.0512, 125.7512 --><name>x"),
    ],
)  # fmt: skip
def test_a_point_planted_in_a_file_of_the_map_is_refused(tmp_path: Path, name: str, point: str, planted: str) -> None:
    content = str(MAPS[name])
    assert point in content
    problems = scanned(tmp_path, {name: content.replace(point, planted, 1)}, GROUND)
    assert any(problem.message == STRANGER or "exact point in North Korea" in problem.message for problem in problems)
    assert not any(digits in f"{problem}{problem!r}" for problem in problems for digits in ("0512", "039", "125."))


@pytest.mark.parametrize("name", ["m.geojson", "m.kml"])
def test_a_point_beyond_the_border_is_refused_in_a_map_too(tmp_path: Path, name: str) -> None:
    content = str(MAPS[name]).replace("125.5", "123.4312").replace("39.0]", "41.8057]").replace("39.0 ", "41.8057 ")
    assert messages(tmp_path, {name: content}, GROUND) == [STRANGER]


@pytest.mark.parametrize("name", MAPS)
def test_a_map_is_read_for_all_else_on_its_line(tmp_path: Path, name: str) -> None:
    content = str(MAPS[name]).rstrip("\n") + "\n<!-- 900101-1234567 -->"
    problems = [problem for problem in scanned(tmp_path, {name: content}, GROUND) if "resident" in problem.message]
    assert [problem.line for problem in problems] == [str(MAPS[name]).count("\n") + 1]


def test_points_of_the_ground_on_lines_of_their_own_do_not_move_the_lines_below(tmp_path: Path) -> None:
    script = "var a = [\n[39.051, 125.751],\n[39.043, 125.8]\n];\nvar b = '010-1234-5678';\n"
    assert [problem.line for problem in scanned(tmp_path, {"m.js": script}, GROUND)] == [5]


def test_without_the_ground_no_map_passes(tmp_path: Path) -> None:
    problems = scanned(tmp_path, MAPS, replace(GROUND, ground=()))
    assert {problem.path for problem in problems} == set(MAPS)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("<Placemark", "<NetworkLink><Link><href>https://other.example/a.kml</href></Link></NetworkLink><Placemark"),
        ("<PolyStyle>", "<IconStyle><Icon><href>https://other.example/a.png</href></Icon></IconStyle><PolyStyle>"),
        ("<PolyStyle>", "<IconStyle><Icon><href>a.png</href></Icon></IconStyle><PolyStyle>"),
        ("<MultiGeometry>", "<MultiGeometry><Point><coordinates>125.5,39.5</coordinates></Point>"),
        ("<name>x", "<LookAt><longitude>125.5</longitude><latitude>39.5</latitude></LookAt><name>x"),
        ("#a</styleUrl>", "https://other.example/a.kml#a</styleUrl>"),
        ("plain", "&lt;img src=x&gt;"),
        ("plain", "<![CDATA[<a>x</a>]]>"),
        ('<kml xmlns="http', '<kml a="b" xmlns="http'),
        ('<kml xmlns="http', '<kml xmlns:x="http://other.example/" x:a="b" xmlns="http'),
        ("<name>x</name>", '<name>x</name><x:name xmlns:x="http://other.example/">y</x:name>'),
        ("<Document>", '<Document xmlns="http://other.example/">'),
    ],
)
def test_a_kml_file_holds_areas_with_words_and_colours_only(tmp_path: Path, was: str, becomes: str) -> None:
    assert was in KML
    problems = scanned(tmp_path, {"m.kml": KML.replace(was, becomes, 1)}, GROUND)
    assert "the map must hold only areas with their words and colours; it holds something else" in {
        problem.message for problem in problems
    }
    assert "other.example" not in repr(problems)


@pytest.mark.parametrize(
    ("was", "becomes", "message"),
    [
        ("\n<kml", '\n<!DOCTYPE kml [<!ENTITY a "b">]><kml', "no script, entity"),
        ("\n<kml", '\n<?xml-stylesheet href="a.xsl"?><kml', "no script, entity"),
        ("plain", "&lt;script&gt;x&lt;/script&gt;", "no script, entity"),
        ("</kml>", "", "must be XML"),
        ("125.5,39.0 ", "125.5,39.0,7 ", "only points of its outlines"),
        ("125.5,39.0 ", "x ", "only points of its outlines"),
    ],
)
def test_a_kml_file_is_whole_and_runs_nothing(tmp_path: Path, was: str, becomes: str, message: str) -> None:
    assert was in KML
    assert any(message in found for found in messages(tmp_path, {"m.kml": KML.replace(was, becomes, 1)}, GROUND))


def test_what_is_demanded_of_one_file_is_asked_of_it_alone(tmp_path: Path) -> None:
    def refused(text: str, shown: str) -> Iterator[Problem]:
        yield Problem(shown, 0, 0, say("the file must be Missing; it is not"), say("Write it."))

    rules = replace(GROUND, by_path={"m.js": refused})
    problems = scanned(tmp_path, {"m.js": "L.map(1);", "n.js": "L.map(1);"}, rules)
    assert [problem.path for problem in problems] == ["m.js"]


@pytest.mark.parametrize(
    "name", ["a.md", "plugins/a.py", "messages.po", "messages.mo", "a.toml", "a.js.map", ".htaccess", ".git/a.txt", "a.review.toml", "a.txt~"]
)  # fmt: skip
def test_no_source_is_published(tmp_path: Path, name: str) -> None:
    assert "the output must hold no source, draft or hidden file; it does" in messages(tmp_path, {name: "x"})


@pytest.mark.parametrize("name", ["a.zip", "a.kmz", "a.gif", "a", "a.docx", "a.mp3"])
def test_an_unknown_type_is_refused(tmp_path: Path, name: str) -> None:
    assert messages(tmp_path, {name: b"\x00"}) == ["the file must be of a type that the scan can read; it is not"]


def test_what_was_not_meant_is_refused(tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "a.html").write_text(PAGE % "x")
    (problem,) = scan(tmp_path, {"index.html"}, RULES)
    assert problem.path == "drafts/a.html"
    assert problem.message == "the output must hold only what the build meant to write; this was not meant"


def test_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
    assert [problem.message for problem in scan(tmp_path, {"a.txt"}, RULES)] == [
        "the output must hold files only; this is a link or a device"
    ]


@pytest.mark.parametrize(
    ("name", "make", "message"),
    [
        ("a.jpg", lambda: picture("JPEG", exif=exif()), "nothing but the picture"),
        ("a.pdf", lambda: document(lambda made, page: made.set_metadata({"author": "x"})), "tell its author"),
        ("a.txt", lambda: b"\xff\xfe\x00", "text in UTF-8"),
        ("a.svg", lambda: b"<svg><script>x</script></svg>", "no script of its own"),
        ("a.svg", lambda: b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', "no script, entity"),
        ("a.xml", lambda: b'<?xml-stylesheet href="a.xsl"?><feed/>', "no script, entity"),
        ("a.json", lambda: b"{", "must be JSON"),
        ("a.woff2", lambda: b"wOF2" + bytes(28) + b"\0\0\1\0" + bytes(12), "WOFF 2"),
        (
            "a.woff2",
            lambda: b"wOF2" + bytes(4) + (48).to_bytes(4, "big") + bytes(20) + b"\0\0\1\0" + bytes(12),
            "no metadata",
        ),
    ],
)
def test_every_other_file_is_looked_through(tmp_path: Path, name: str, make: Callable[[], bytes], message: str) -> None:
    assert any(message in found for found in messages(tmp_path, {name: make()}))


def test_the_name_of_a_file_is_read_and_not_told(tmp_path: Path) -> None:
    problems = [problem for problem in scanned(tmp_path, {"files/010-1234-5678.txt": "x"}) if problem.path == "files"]
    assert len(problems) == 1
    assert "1234" not in str(problems[0])


def test_the_same_bytes_are_told_under_each_name(tmp_path: Path) -> None:
    problems = scanned(tmp_path, {"a.txt": "010-1234-5678", "b.txt": "010-1234-5678"})
    assert [problem.path for problem in problems] == ["a.txt", "b.txt"]


def test_an_allowed_number_passes_in_the_output(tmp_path: Path) -> None:
    own = Rules(Allowed({"telephone": frozenset({"8221234567"})}), inside, POLICY)
    assert messages(tmp_path, {"a.html": PAGE % '<a href="tel:+8221234567">02-123-4567</a>'}, own) == []
