"""Pictures in the built pages: offered in several formats and sizes, all of which are there, and none as it was given."""

import hashlib
import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.built.pages import SITE_URL, Page, pages
from tests.built.test_feeds import ATOM, feed
from tests.pictures.containers import PIXELS_ONLY, parts
from tests.pictures.pictures import corners, exif
from tests.sites import Built, TestSite, snapshot

NEWS = "news/2025-01-05-only-english.html"
KINDS = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG", "png": "PNG"}


def candidates(srcset: str) -> list[tuple[str, int]]:
    return [(link, int(width.removesuffix("w"))) for link, width in (entry.split() for entry in srcset.split(", "))]


def test_a_picture_offers_avif_then_webp_then_a_fallback(tiny: Built) -> None:
    (picture,) = Page(tiny.output / NEWS, tiny.output).all("picture")
    avif, webp, image = list(picture)
    for source, kind in ((avif, "avif"), (webp, "webp")):
        assert source.attrib == {
            "type": f"image/{kind}",
            "srcset": f"../files/wide-480.{kind} 480w, ../files/wide-1000.{kind} 1000w",
            "sizes": "(min-width: 702px) 646px, 92vw",
        }
    assert image.attrib == {
        "src": "../files/wide-1000.jpg",
        "alt": "A circle and a board under a blue sky: an example",
        "width": "1000",
        "height": "500",
        "loading": "lazy",
        "decoding": "async",
    }


def test_every_file_of_a_picture_is_there_in_the_size_and_format_that_the_page_tells(built: Built) -> None:
    for page in pages(built.output):
        for element in page.all("source"):
            for link, width in candidates(element.attrib["srcset"]):
                with Image.open(built.output / page.target(link)[0]) as image:
                    assert (image.width, f"image/{str(image.format).lower()}") == (width, element.attrib["type"])
        for element in page.all("img"):
            with Image.open(built.output / page.target(element.attrib["src"])[0]) as image:
                assert int(element.attrib["width"]) <= image.width
                shape = int(element.attrib["width"]) * image.height / image.width
                assert int(element.attrib["height"]) == pytest.approx(shape, abs=0.5)


def test_a_plain_link_to_a_picture_leads_to_its_fallback(tiny: Built) -> None:
    assert '<a href="../files/wide-1000.jpg">The picture alone</a>' in (tiny.output / NEWS).read_text()


def test_no_picture_is_published_as_it_was_given_and_none_with_more_than_pixels(built: Built) -> None:
    sources = (built.output.parent / "content" / "files").rglob("*")
    given = {hashlib.sha256(path.read_bytes()).digest() for path in sources if path.suffix[1:] in KINDS}
    files = [path for path in (built.output / "files").rglob("*") if path.suffix[1:] in KINDS]
    for path in files:
        raw = path.read_bytes()
        assert hashlib.sha256(raw).digest() not in given, path
        assert parts(raw) <= PIXELS_ONLY[KINDS[path.suffix[1:]]], path


def test_a_feed_has_the_fallback_alone_with_its_whole_address(tiny: Built) -> None:
    contents = [entry.findtext(f"{ATOM}content") or "" for entry in feed(tiny, "en").iter(f"{ATOM}entry")]
    (image,) = re.findall(r"<img[^>]*>", " ".join(contents))
    assert f'src="{SITE_URL}/files/wide-1000.jpg"' in image
    assert 'width="1000" height="500"' in image
    assert not re.search("<picture|<source|srcset", " ".join(contents))


def test_a_page_is_shared_with_its_own_picture_or_with_the_sites(tiny: Built) -> None:
    own, other = Page(tiny.output / NEWS, tiny.output), Page(tiny.output / "about.html", tiny.output)
    assert own.meta("og:image") == f"{SITE_URL}/files/wide-1000.jpg"
    assert (own.meta("og:image:width"), own.meta("og:image:height")) == ("1000", "500")
    assert own.meta("og:image:alt") == "A circle and a board under a blue sky: an example"
    assert f'"image":"{SITE_URL}/files/wide-1000.jpg"' in own.text
    assert other.meta("og:image") == f"{SITE_URL}/theme/images/share.png", "its only picture is small"


def cache(site: TestSite) -> list[Path]:
    return sorted((site.root / ".cache" / "pictures").iterdir())


def test_a_second_build_takes_what_the_first_encoded_but_not_what_is_damaged(site: TestSite) -> None:
    (site.root / ".cache" / "pictures").unlink()  # what the tests share
    first = site.build()
    assert "\nEncoding 2 pictures …\n" in first.said
    before, kept = snapshot(site.output), cache(site)
    assert len(kept) == 3 + 5  # one width, and two
    kept[0].write_bytes(kept[0].read_bytes()[:-1] + b"?")
    assert "\nEncoding 1 picture …\n" in site.build().said
    assert snapshot(site.output) == before


def test_a_build_without_a_place_for_a_cache_is_the_same(site: TestSite, tiny: Built) -> None:
    for kept in (site.root / ".cache").iterdir():
        kept.unlink()
    (site.root / ".cache").rmdir()
    site.write(".cache", "no folder")
    assert site.build().status == 0
    assert snapshot(site.output / "files") == snapshot(tiny.output / "files")


def test_a_photo_that_breaks_off_stops_the_build_with_a_message(site: TestSite) -> None:
    """Only decoding finds it out, and the gate decodes."""
    photo = BytesIO()
    corners(400, 400).save(photo, "JPEG", quality=95)
    for name in ("broken", "torn", "cut"):
        site.write(f"content/files/{name}.jpg", photo.getvalue()[:-500])
    done = site.build()
    assert done.status == 1
    message = "the picture must be whole; it is damaged\n    Export it again.\n"
    assert done.complained == (
        "".join(f"content/files/{name}.jpg: {message}" for name in ("broken", "cut", "torn"))
        + "\n3 problems found. Nothing was built; the last good site is untouched.\n"
    )


def test_a_photo_that_tells_its_place_is_not_published(site: TestSite) -> None:
    site.write("content/files/place.jpg", b"")
    corners(64, 64).save(site.root / "content/files/place.jpg", exif=exif(6))
    assert site.build().status == 1
    assert not site.output.exists()
