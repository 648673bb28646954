import gzip

from tests.built.pages import pages
from tests.sites import Built


def weight(content: bytes) -> int:
    return len(gzip.compress(content, 9, mtime=0))


def test_the_stylesheet_is_under_12_kilobytes(built: Built) -> None:
    assert weight((built.output / "theme" / "css" / "site.css").read_bytes()) < 12_000


def test_every_page_with_all_it_loads_but_pictures_is_under_40_kilobytes(built: Built) -> None:
    for page in pages(built.output):
        sheets = [built.output / page.target(link.attrib["href"])[0] for link in page.metadata("stylesheet")]
        assert sum(weight(path.read_bytes()) for path in [page.path, *sheets]) < 40_000, page.address
