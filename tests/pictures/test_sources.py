import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from plugins.checks import check
from plugins.pictures.sources import pictures
from plugins.problems import Problem
from plugins.site import Site
from tests.pictures.pictures import corners, exif, picture_of, put, talkative


def problems_of(site: Site) -> list[tuple[str, str]]:
    problems: list[Problem] = []
    pictures(sorted(site.files.iterdir()), site, problems)
    return [(problem.path, problem.message) for problem in problems]


def png_header(width: int, height: int) -> bytes:
    """A PNG that says how large it is and holds nothing: only who does not decode it can tell more than that it is damaged."""
    chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    content = b"IDAT" + zlib.compress(b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in (chunk, content)
    )


@pytest.mark.parametrize("kind", ["jpg", "png", "webp", "avif"])
@pytest.mark.parametrize(
    ("orientation", "size"), [(1, (60, 30)), (3, (60, 30)), (6, (30, 60)), (8, (30, 60)), (0, (60, 30)), (99, (60, 30))]
)
def test_a_picture_is_as_large_as_it_stands_upright(
    checked_site: Site, kind: str, orientation: int, size: tuple[int, int]
) -> None:
    found = picture_of(checked_site, f"x.{kind}", corners(60, 30), exif=exif(orientation))
    assert (found.width, found.height) == size


def test_exif_at_the_end_of_a_png_is_found(checked_site: Site) -> None:
    written = BytesIO()
    corners(60, 30).save(written, "PNG", exif=exif(6))
    raw = written.getvalue()
    start = raw.index(b"eXIf") - 4
    end = start + 12 + int.from_bytes(raw[start : start + 4], "big")
    late = raw[:start] + raw[end:-12] + raw[start:end] + raw[-12:]
    assert (picture_of(checked_site, "x.png", late).width, picture_of(checked_site, "y.png", raw).width) == (30, 30)


@pytest.mark.parametrize(
    "raw", [b"", b"Exif\0\0", b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x02"]
)
def test_damaged_exif_is_passed_over_in_silence(
    checked_site: Site, raw: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    found = picture_of(checked_site, "x.jpg", corners(60, 30), exif=raw)
    assert (found.width, found.orientation) == (60, 1)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("mode", "transparent"), [("RGB", False), ("RGBA", True), ("P", False), ("L", False), ("LA", True), ("1", False)]
)
def test_whether_one_can_see_through_is_told_by_the_header(checked_site: Site, mode: str, transparent: bool) -> None:
    assert picture_of(checked_site, "x.png", corners(4, 4).convert(mode)).transparent is transparent


@pytest.mark.parametrize("size", [(10_000, 6_000), (16_384, 2), (2, 16_384), (20_000, 20_000), (40_000, 40_000)])
def test_a_picture_of_60_megapixels_is_refused_without_being_decoded(checked_site: Site, size: tuple[int, int]) -> None:
    put(checked_site, "vast.png", png_header(*size))
    message = "the picture must have at most 50 million pixels, and 16,383 on a side; it has more"
    assert problems_of(checked_site) == [("content/files/vast.png", message)]


def test_the_largest_picture_of_a_phone_is_taken(checked_site: Site) -> None:
    put(checked_site, "large.png", png_header(8064, 6048))
    assert problems_of(checked_site) == []


@pytest.mark.parametrize("kind", ["png", "webp", "avif"])
def test_a_picture_that_moves_is_refused(checked_site: Site, kind: str) -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "green", "blue")]
    put(checked_site, f"dance.{kind}", frames[0], save_all=True, append_images=frames[1:])
    message = "the picture must be one picture that stands still; it holds 3"
    assert problems_of(checked_site) == [(f"content/files/dance.{kind}", message)]


def test_a_second_picture_inside_a_photo_is_refused(checked_site: Site) -> None:
    """Cameras put a preview, or the same place in other light, behind the photo (MPO)."""
    put(checked_site, "double.jpg", corners(8, 8), format="MPO", save_all=True, append_images=[corners(8, 8)])
    message = "the picture must be one picture that stands still; it holds 2"
    assert problems_of(checked_site) == [("content/files/double.jpg", message)]


def test_pictures_that_differ_only_by_their_ending_are_told(checked_site: Site) -> None:
    for name in ("x.jpg", "x.png", "2026/x.png"):
        put(checked_site, name, corners(8, 8))
    problems: list[Problem] = []
    pictures(sorted(checked_site.files.rglob("x.*")), checked_site, problems)
    assert [str(problem) for problem in problems] == [
        "content/files/x.png: the picture must have a name of its own, whatever its ending; content/files/x.jpg has the same\n"
        "    Rename or remove one of them."
    ]


def test_what_is_no_picture_is_told_once_and_a_link_to_it_is_no_second_problem(checked_site: Site) -> None:
    put(checked_site, "x.png", b"GIF89a?")
    page = checked_site.content / "en" / "pages" / "about.md"
    page.write_text(page.read_text() + "\n![What it shows]({static}/files/x.png)\n")
    (problem,) = check(checked_site).problems
    assert problem.message == "the file must be a picture of the format that its name says (PNG); it is not"


def test_a_damaged_avif_is_told(checked_site: Site) -> None:
    """Pillow raises RuntimeError for it, and for nothing else."""
    raw = put(checked_site, "x.avif", corners(8, 8)).read_bytes()
    put(checked_site, "x.avif", raw.replace(b"infe", b"free"))
    (problem,) = check(checked_site).problems
    assert problem.message == "the picture must be whole; it is damaged"


def test_what_only_the_encoder_cannot_read_is_told_too(checked_site: Site) -> None:
    put(checked_site, "x.png", b"no picture")
    message = "the picture must be whole; it is damaged"
    assert problems_of(checked_site) == [("content/files/x.png", message)]


def test_no_picture_is_published_as_it_is_even_when_it_is_refused(checked_site: Site) -> None:
    put(checked_site, "place.jpg", talkative(corners(8, 8), "JPEG"))
    put(checked_site, "vast.png", png_header(10_000, 6_000))
    checked = check(checked_site)
    assert [path.name for path in checked.files] == ["paper.pdf"]
    assert {problem.path for problem in checked.problems} == {"content/files/place.jpg", "content/files/vast.png"}
