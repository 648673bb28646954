from pathlib import Path

import pytest

from plugins.pictures.renditions import Picture


def picture(width: int, height: int = 1000, transparent: bool = False) -> Picture:
    return Picture(Path("x.jpg"), "files/geneva", width, height, 1, transparent)


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (4000, (480, 960, 1600)),
        (1600, (480, 960, 1600)),
        (1300, (480, 960, 1300)),
        (1000, (480, 1000)),
        (481, (481,)),
        (480, (480,)),
        (64, (64,)),
        (1, (1,)),
    ],
)
def test_no_size_is_larger_than_the_picture_or_nearly_the_same_as_another(width: int, widths: tuple[int, ...]) -> None:
    assert picture(width).widths == widths


def test_a_picture_becomes_avif_and_webp_in_each_size_and_one_jpeg() -> None:
    assert [(entry.address, entry.width, entry.height, entry.format) for entry in picture(1000, 500).files] == [
        ("files/geneva-480.avif", 480, 240, "AVIF"),
        ("files/geneva-1000.avif", 1000, 500, "AVIF"),
        ("files/geneva-480.webp", 480, 240, "WEBP"),
        ("files/geneva-1000.webp", 1000, 500, "WEBP"),
        ("files/geneva-1000.jpg", 1000, 500, "JPEG"),
    ]


def test_where_one_can_see_through_the_fallback_is_png() -> None:
    assert picture(64, transparent=True).fallback.address == "files/geneva-64.png"


def test_a_very_flat_picture_keeps_a_height() -> None:
    assert picture(16_000, 2).fallback.height == 1
