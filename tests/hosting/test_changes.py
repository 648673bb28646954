"""The order in which files go to a host that takes them one by one."""

from plugins.hosting.deploy.changes import batches, changes
from plugins.hosting.manifest import NAME, SUMS

SITE = ["theme/css/site.0123456789.css", "files/a.png", "maps/incidents.js", "map.html", "new.html", "sitemap.xml", SUMS, NAME]  # fmt: skip


def _order(there: list[str]) -> list[list[str]]:
    wanted = dict.fromkeys(SITE, "new")
    return batches(changes(dict.fromkeys(there, "old"), wanted).upload, there)


def test_what_pages_load_goes_first_and_the_manifest_last() -> None:
    steps = _order([])
    assert steps[:3] == [SITE[:1], ["files/a.png", "maps/incidents.js"], ["map.html", "new.html"]]
    assert steps[3:] == [["sitemap.xml"], [SUMS], [NAME]]


def test_what_a_live_map_draws_is_replaced_together_with_its_page() -> None:
    steps = _order(["maps/incidents.js", "map.html"])
    assert steps[1:4] == [["files/a.png"], ["new.html"], ["map.html", "maps/incidents.js"]]
