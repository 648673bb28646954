import os
import subprocess
import sys
from io import BytesIO

import pytest
from PIL import Image

from plugins.pictures.encoding import encoded
from plugins.pictures.renditions import Picture
from plugins.pictures.sources import Unsuitable
from plugins.site import Site
from tests.pictures.containers import PIXELS_ONLY, parts
from tests.pictures.pictures import BLUE, CANARY, GREEN, RED, WHITE, colours_at_corners, corners, picture_of, talkative
from tests.pictures.test_sources import png_header
from tests.sites import ROOT

KINDS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "avif": "AVIF"}


def files(picture: Picture) -> dict[str, bytes]:
    """The files of a picture by their names' ends: `480.avif`."""
    done = encoded(picture.source.read_bytes(), picture, "content/files/x")
    return {entry.address.rpartition("-")[2]: content for entry, content in done.items()}


def image(raw: bytes) -> Image.Image:
    return Image.open(BytesIO(raw))


@pytest.mark.parametrize("ending", KINDS)
def test_no_file_holds_anything_but_pixels(checked_site: Site, ending: str) -> None:
    for mode in ("RGB", "RGBA"):
        if mode == "RGBA" and ending == "jpg":
            continue
        raw = talkative(corners(600, 400).convert(mode), KINDS[ending])
        assert raw.count(CANARY.encode()) >= 2
        for name, content in files(picture_of(checked_site, f"x.{ending}", raw)).items():
            assert parts(content) <= PIXELS_ONLY[KINDS[name.partition(".")[2]]], name
            assert CANARY.encode() not in content, name
            known = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
            known |= {"loop", "background", "timestamp", "duration"}
            assert set(image(content).info) <= known, name


@pytest.mark.parametrize(("ending", "kind"), KINDS.items())
def test_the_tests_see_metadata_where_there_is_some(ending: str, kind: str) -> None:
    assert not parts(talkative(corners(60, 40), kind)) <= PIXELS_ONLY[kind], ending


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright_however_the_camera_was_held(checked_site: Site, orientation: int) -> None:
    """The turns are those of EXIF 2.3, table 4.6.4 A: where the first row and column of the file belong."""
    lying = corners(80, 40)
    if orientation in (5, 6, 7, 8):
        lying = lying.resize((40, 80))
    stored = {
        1: lying,
        2: lying.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        3: lying.rotate(180),
        4: lying.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
        5: lying.transpose(Image.Transpose.TRANSPOSE),
        6: lying.rotate(90, expand=True),
        7: lying.transpose(Image.Transpose.TRANSVERSE),
        8: lying.rotate(-90, expand=True),
    }[orientation]
    data = Image.Exif()
    data[0x0112] = orientation
    found = picture_of(checked_site, "x.jpg", stored, exif=data, quality=95)
    for name, content in files(found).items():
        assert image(content).size == lying.size, name
        assert colours_at_corners(image(content)) == [RED, GREEN, BLUE, WHITE], name


@pytest.mark.parametrize(("width", "sizes"), [(200, {(200, 100)}), (1000, {(480, 240), (1000, 500)})])
def test_every_file_has_the_size_that_the_page_tells(
    checked_site: Site, width: int, sizes: set[tuple[int, int]]
) -> None:
    picture = picture_of(checked_site, "x.png", corners(width, width // 2))
    done = encoded(picture.source.read_bytes(), picture, "x")
    assert list(done) == list(picture.files)
    for entry, content in done.items():
        assert (image(content).size, image(content).format) == ((entry.width, entry.height), entry.format)
    assert {image(content).size for content in done.values()} == sizes


def test_colours_are_those_that_the_profile_means(checked_site: Site) -> None:
    """The profile exchanges red and green."""
    for ending, kind in KINDS.items():
        for name, content in files(picture_of(checked_site, f"x.{ending}", talkative(corners(64, 64), kind))).items():
            assert colours_at_corners(image(content)) == [GREEN, RED, BLUE, WHITE], (ending, name)


@pytest.mark.parametrize("icc", [b"", b"no profile", b"\0" * 200])
def test_a_damaged_profile_is_passed_over(checked_site: Site, icc: bytes) -> None:
    picture = picture_of(checked_site, "x.png", corners(64, 64), icc_profile=icc)
    assert colours_at_corners(image(files(picture)["64.jpg"])) == [RED, GREEN, BLUE, WHITE]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
@pytest.mark.parametrize("with_profile", [False, True])
def test_every_kind_of_pixels_becomes_a_picture(checked_site: Site, mode: str, with_profile: bool) -> None:
    """Black on the left, white on the right; also where the profile is of another kind of pixels."""
    halves = Image.new("L", (64, 64))
    halves.paste(255, (32, 0, 64, 64))
    stored = (
        halves.convert("I").point(lambda value: value * 257).convert("I;16") if mode == "I;16" else halves.convert(mode)
    )
    options = {"icc_profile": image(talkative(corners(4, 4), "PNG")).info["icc_profile"]} if with_profile else {}
    picture = picture_of(checked_site, "x.jpg" if mode == "CMYK" else "x.png", stored, **options)
    for content in files(picture).values():
        shown = image(content).convert("L")
        assert shown.getpixel((16, 32)) == pytest.approx(0, abs=3)
        assert shown.getpixel((48, 32)) == pytest.approx(255, abs=3)


def test_grey_of_16_bits_keeps_its_shades(checked_site: Site) -> None:
    """Pillow alone makes everything above 255 of 65535 white."""
    picture = picture_of(checked_site, "x.png", Image.new("I;16", (64, 64), 128 * 257))
    assert image(files(picture)["64.jpg"]).convert("L").getpixel((32, 32)) == pytest.approx(128, abs=2)


def test_what_was_erased_to_be_seen_through_is_gone(checked_site: Site) -> None:
    """A face under a transparent patch is still in the file until its pixels are."""
    stored = Image.new("RGBA", (64, 64), (200, 120, 40, 0))
    for name, content in files(picture_of(checked_site, "x.png", stored)).items():
        shown = image(content)
        assert shown.mode == "RGBA", name
        assert shown.getchannel("A").getextrema() == (0, 0), name
        assert max(shown.convert("RGB").tobytes()) < 16, name


def test_a_photo_that_breaks_off_is_told(checked_site: Site) -> None:
    picture = picture_of(checked_site, "x.jpg", corners(400, 400), quality=95)
    raw = picture.source.read_bytes()
    with pytest.raises(Unsuitable) as caught:
        encoded(raw[: len(raw) // 2], picture, "content/files/x.jpg")
    assert caught.value.problem.message == "the picture must be whole; it is damaged"


def test_a_picture_that_is_no_longer_the_one_that_was_checked_is_told(checked_site: Site) -> None:
    picture = picture_of(checked_site, "x.png", corners(40, 40))
    other = picture_of(checked_site, "y.png", corners(40, 41)).source.read_bytes()
    with pytest.raises(Unsuitable):
        encoded(other, picture, "content/files/x.png")


def test_the_encoder_too_refuses_60_megapixels(checked_site: Site) -> None:
    picture = picture_of(checked_site, "x.png", corners(40, 40))
    with pytest.raises(Unsuitable, match="50 million"):
        encoded(png_header(10_000, 6_000), picture, "content/files/x.png")


_HASHES = """
import hashlib, os, sys
if sys.argv[3] == "one":
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from pathlib import Path
from plugins.pictures.encoding import encoded
from plugins.pictures.sources import picture
from plugins.site import Site
found = picture(Path(sys.argv[1]), Site(Path(sys.argv[2])))
for entry, content in encoded(found.source.read_bytes(), found, "x").items():
    print(entry.address, hashlib.sha256(content).hexdigest())
"""


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="only Linux lets a process have fewer processors")
def test_two_processes_encode_the_same_bytes_however_many_processors_they_have(checked_site: Site) -> None:
    noise = Image.merge("RGB", [Image.effect_noise((100, 75), sigma).resize((1600, 1200)) for sigma in (20, 30, 40)])
    path = picture_of(checked_site, "x.png", noise).source
    command = [sys.executable, "-c", _HASHES, str(path), str(checked_site.root)]
    both = [
        subprocess.run(
            [*command, processors],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, processors in (("1", "all"), ("2", "one"))
    ]
    assert both[0] == both[1]
    assert len(both[0].splitlines()) == 7
