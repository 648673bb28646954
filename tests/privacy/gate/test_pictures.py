import random
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from plugins.privacy.pictures import cleaned_picture, form_of, picture_problems, problems_of_picture

SECRET = "900101-1234567"
XMP = b"<x:xmpmeta>" + SECRET.encode() + b"</x:xmpmeta>"
ENDINGS = {"PNG": ".png", "JPEG": ".jpg", "WEBP": ".webp", "AVIF": ".avif"}


def picture(form: str, **options: object) -> bytes:
    written = BytesIO()
    Image.new("RGB", (16, 12), "navy").save(written, form, **options)
    return written.getvalue()


def exif() -> Image.Exif:
    found = Image.Exif()
    found[0x013B] = SECRET  # Artist
    found[0x0112] = 6  # turned by a quarter
    found.get_ifd(0x8825)[1] = "N"  # GPS
    return found


def segment(marker: int, part: bytes) -> bytes:
    """A JPEG with one more segment after its first two bytes."""
    plain = picture("JPEG")
    return plain[:2] + bytes([0xFF, marker]) + (len(part) + 2).to_bytes(2, "big") + part + plain[2:]


def chunk(kind: bytes, part: bytes) -> bytes:
    """A PNG with one more chunk before its end."""
    plain = picture("PNG")
    crc = zlib.crc32(kind + part).to_bytes(4, "big")
    return plain[:-12] + len(part).to_bytes(4, "big") + kind + part + crc + plain[-12:]


def again(kind: bytes, part: bytes) -> bytes:
    """A PNG with one more chunk twice."""
    once = chunk(kind, part)
    added = once[-24 - len(part) : -12]
    return once[:-12] + added + once[-12:]


def longer(avif: bytes) -> bytes:
    """An AVIF with more bytes in the box of its picture, which is the last."""
    place = avif.rindex(b"mdat") - 4
    size = int.from_bytes(avif[place : place + 4], "big") + len(SECRET)
    return avif[:place] + size.to_bytes(4, "big") + avif[place + 4 :] + SECRET.encode()


def wide_gamut() -> bytes:
    """A colour profile in which red and green changed their places, so that a picture without it looks other."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    table = {bytes(profile[place : place + 4]): place + 4 for place in range(132, 132 + 12 * profile[131], 12)}
    red, green = (slice(table[name], table[name] + 8) for name in (b"rXYZ", b"gXYZ"))
    profile[red], profile[green] = profile[green], profile[red]
    return bytes(profile)


def text() -> PngInfo:
    found = PngInfo()
    found.add_text("Author", SECRET)
    found.add_itxt("Comment", SECRET)
    return found


def moving(form: str) -> bytes:
    written = BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(written, form, save_all=True, append_images=frames[1:])
    return written.getvalue()


@pytest.mark.parametrize("form", ENDINGS)
def test_a_plain_picture_passes(form: str) -> None:
    assert list(problems_of_picture(picture(form), ENDINGS[form], "a")) == []


@pytest.mark.parametrize(
    ("form", "mode", "options"),
    [
        ("PNG", "P", {"transparency": 0, "dpi": (72, 72)}),
        ("PNG", "LA", {}),
        ("PNG", "I;16", {}),
        ("JPEG", "RGB", {"progressive": True, "restart_marker_blocks": 1}),
        ("JPEG", "L", {"optimize": True}),
        ("JPEG", "CMYK", {}),
        ("WEBP", "RGBA", {"lossless": True}),
        ("AVIF", "RGBA", {"subsampling": "4:4:4"}),
    ],
)
def test_pictures_of_every_kind_pass(form: str, mode: str, options: dict[str, object]) -> None:
    written = BytesIO()
    Image.new(mode, (40, 30)).save(written, form, **options)
    assert list(problems_of_picture(written.getvalue(), ENDINGS[form], "a")) == []


def test_colours_and_frames_are_picture() -> None:
    with Image.open("theme/static/images/share.png") as image:
        assert image.format == "PNG"
    assert list(problems_of_picture(moving("PNG"), ".png", "a")) == []
    assert list(problems_of_picture(moving("WEBP"), ".webp", "a")) == []


@pytest.mark.parametrize(
    ("raw", "ending", "part"),
    [
        (picture("PNG", pnginfo=text()), ".png", "tEXt"),
        (picture("PNG", exif=exif()), ".png", "eXIf"),
        (chunk(b"tIME", b"\x07\xe8\1\1\1\1\1"), ".png", "tIME"),
        (chunk(b"prVt", SECRET.encode()), ".png", "prVt"),
        (picture("PNG", icc_profile=wide_gamut()), ".png", "iCCP"),
        (chunk(b"pHYs", b"\0" * 9 + SECRET.encode()), ".png", "pHYs"),
        (chunk(b"fdAT", SECRET.encode()), ".png", "fdAT"),
        (again(b"gAMA", b"1234"), ".png", "gAMA"),
        (picture("PNG")[:-12] + b"\0\0\0\x0eIEND" + SECRET.encode() + b"\0\0\0\0", ".png", "IEND"),
        (picture("PNG") + SECRET.encode(), ".png", "bytes after the end"),
        (picture("JPEG", exif=exif()), ".jpg", "EXIF or XMP"),
        (segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP), ".jpg", "EXIF or XMP"),
        (segment(0xED, b"Photoshop 3.0\0" + SECRET.encode()), ".jpg", "IPTC"),
        (segment(0xE2, b"MPF\0" + SECRET.encode()), ".jpg", "MPF"),
        (segment(0xE0, b"JFXX\0" + SECRET.encode()), ".jpg", "APP0"),
        (picture("JPEG", icc_profile=wide_gamut()), ".jpg", "ICC"),
        (segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0" + SECRET.encode()), ".jpg", "APP0"),
        (segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"), ".jpg", "APP0"),  # a second one
        (segment(0xEE, b"Adobe\0d\0\0\0\0\0" + SECRET.encode()), ".jpg", "APP14"),
        (segment(0xE5, b"Adobe\0d\0\0\0\0\0"), ".jpg", "APP5"),
        (picture("JPEG")[:20] + SECRET.encode() + picture("JPEG")[20:], ".jpg", "bytes between the parts"),
        (picture("WEBP", icc_profile=wide_gamut()), ".webp", "ICCP"),
        (picture("AVIF", icc_profile=wide_gamut()), ".avif", "colr"),
        (longer(picture("AVIF")), ".avif", "mdat"),
        (picture("AVIF").replace(b"Color\0", b"Colon\0"), ".avif", "infe"),
        (segment(0xEB, b"JP" + SECRET.encode()), ".jpg", "APP11"),
        (picture("JPEG", comment=SECRET.encode()), ".jpg", "comment"),
        (picture("JPEG") + b"\xff\xd8" + SECRET.encode(), ".jpg", "bytes after the end"),
        (picture("WEBP", exif=exif().tobytes()), ".webp", "EXIF"),
        (picture("WEBP", xmp=XMP), ".webp", "XMP"),
        (picture("WEBP") + SECRET.encode(), ".webp", "bytes after the end"),
        (picture("AVIF", exif=exif().tobytes()), ".avif", "Exif"),
        (picture("AVIF", xmp=XMP), ".avif", "mime"),
        (picture("AVIF") + (8 + len(SECRET)).to_bytes(4, "big") + b"free" + SECRET.encode(), ".avif", "free"),
    ],
)
def test_anything_else_in_the_file_is_refused_and_not_told(raw: bytes, ending: str, part: str) -> None:
    problems = list(problems_of_picture(raw, ending, "content/files/a"))
    message = f"the picture must hold nothing but the picture; it holds metadata or more ({part})"
    assert message in [problem.message for problem in problems]
    assert SECRET not in "".join(f"{problem}{problem!r}" for problem in problems)


def test_a_picture_under_another_name_is_refused() -> None:
    (problem,) = problems_of_picture(picture("PNG"), ".jpg", "a.jpg")
    assert problem.message == "the file must be a picture of the format that its name says (JPEG); it is not"


def test_a_picture_too_large_is_refused_before_it_is_decoded() -> None:
    plain = picture("PNG")
    head = b"IHDR" + (8000).to_bytes(4, "big") + (8000).to_bytes(4, "big") + plain[24:29]
    (problem,) = problems_of_picture(
        plain[:12] + head + zlib.crc32(head).to_bytes(4, "big") + plain[33:], ".png", "a.png"
    )
    assert problem.message == "the picture must have at most 50 million pixels; it has more"


def test_a_bomb_is_refused_before_it_is_decoded() -> None:
    plain = picture("PNG")
    head = b"IHDR" + (60000).to_bytes(4, "big") * 2 + plain[24:29]
    (problem,) = problems_of_picture(
        plain[:12] + head + zlib.crc32(head).to_bytes(4, "big") + plain[33:], ".png", "a.png"
    )
    assert problem.message == "the picture must have at most 50 million pixels; it has more"


@pytest.mark.parametrize("form", ENDINGS)
def test_a_damaged_picture_is_told(form: str) -> None:
    raw = picture(form)
    (problem,) = problems_of_picture(raw[: len(raw) // 2], ENDINGS[form], "a")
    assert problem.message == "the picture must be whole; it is damaged"


@pytest.mark.parametrize("form", ENDINGS)
def test_a_cleaned_picture_passes_and_is_turned(form: str) -> None:
    raw = picture(form, exif=exif().tobytes())
    assert list(problems_of_picture(raw, ENDINGS[form], "a"))
    clean = cleaned_picture(raw)
    assert list(problems_of_picture(clean, ENDINGS[form], "a")) == []
    assert SECRET.encode() not in clean
    with Image.open(BytesIO(clean)) as image:
        assert image.size == (12, 16)
    assert cleaned_picture(raw) == clean


@pytest.mark.parametrize("form", ENDINGS)
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_cleaning_keeps_the_colours_of_a_profile_in_the_picture_itself(form: str, mode: str) -> None:
    written = BytesIO()
    shade = Image.new(mode if form != "JPEG" else "RGB", (16, 12), "#ff0000")
    shade.save(written, form, icc_profile=wide_gamut())
    clean = cleaned_picture(written.getvalue())
    assert list(problems_of_picture(clean, ENDINGS[form], "a")) == []
    with Image.open(BytesIO(clean)) as image:
        assert "icc_profile" not in image.info
        red, green, blue = image.convert("RGB").resize((1, 1)).tobytes()
    assert (red < 10, green > 245, blue < 10) == (True, True, True)


def test_cleaning_drops_what_is_no_profile_and_keeps_what_is_seen_through() -> None:
    written = BytesIO()
    shade = Image.new("P", (16, 12), 1)
    shade.putpalette([255, 0, 0, 0, 0, 255])
    shade.save(written, "PNG", transparency=1, icc_profile=SECRET.encode())
    clean = cleaned_picture(written.getvalue())
    assert list(problems_of_picture(clean, ".png", "a")) == []
    with Image.open(BytesIO(clean)) as image:
        assert image.convert("RGBA").getpixel((8, 6)) == (0, 0, 255, 0)


def test_what_moves_or_is_no_picture_is_not_cleaned() -> None:
    with pytest.raises(ValueError, match="it moves"):
        cleaned_picture(moving("PNG"))
    with pytest.raises(ValueError, match="no picture"):
        cleaned_picture(b"text")


def test_the_pictures_of_the_theme_pass() -> None:
    for path in sorted(Path("theme/static").rglob("*.png")):
        assert list(picture_problems(path, path.name)) == []
        assert form_of(path.read_bytes()) == "PNG"


@pytest.mark.parametrize("form", ENDINGS)
def test_a_picture_with_broken_bytes_is_never_a_crash(form: str) -> None:
    raw = picture(form, exif=exif().tobytes())
    chance = random.Random(7)
    for _ in range(60):
        broken = bytearray(raw)
        for _ in range(chance.choice([1, 5, 40])):
            broken[chance.randrange(12, len(raw))] = chance.randrange(256)
        list(problems_of_picture(bytes(broken), ENDINGS[form], "a"))
