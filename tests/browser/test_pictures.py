"""Which file of a picture a browser takes, and that it draws it, from a folder and from a host."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from tests.browser.conftest import Open
from tests.sites import Built

NEWS = "news/2025-01-05-only-english.html"


def taken(page: Page) -> str:
    """The file that was taken for the picture, once it is drawn."""
    image = page.locator("article img")
    image.scroll_into_view_if_needed()
    page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=image.element_handle())
    return Path(str(image.evaluate("image => image.currentSrc"))).name


@pytest.mark.parametrize(
    ("width", "density", "file", "drawn"),
    [
        (360, 1, "wide-480.avif", (326, 163)),
        (360, 2, "wide-1000.avif", (326, 163)),
        (1280, 1, "wide-1000.avif", (646, 323)),
    ],
)
def test_a_picture_is_drawn_from_a_folder_in_the_size_that_is_needed(
    visit: Open, tiny: Built, width: int, density: int, file: str, drawn: tuple[int, int]
) -> None:
    opened = visit((tiny.output / NEWS).as_uri(), width=width, device_scale_factor=density)
    assert taken(opened.page) == file
    box = opened.page.locator("article img").bounding_box()
    assert box
    assert (round(box["width"]), round(box["height"])) == drawn
    assert opened.complaints == []
    assert opened.width_beyond_the_window() == 0
    assert [request for request in opened.requests if "wide" in request] == [(tiny.output / "files" / file).as_uri()]


@pytest.mark.parametrize(("unknown", "file"), [(["avif"], "wide-1000.webp"), (["avif", "webp"], "wide-1000.jpg")])
def test_a_browser_that_does_not_know_a_format_takes_the_next(
    visit: Open, tiny_address: str, unknown: list[str], file: str
) -> None:
    """No browser here lacks them, so the page calls them by a name that none knows."""
    page = visit("about:blank").page

    def renamed(route: Route) -> None:
        body = route.fetch().text()
        for kind in unknown:
            assert f"image/{kind}" in body
            body = body.replace(f"image/{kind}", "image/not-known")
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    page.route(f"**/{NEWS}", renamed)
    page.goto(f"{tiny_address}/{NEWS}")
    assert taken(page) == file


def test_nothing_moves_when_a_picture_comes(visit: Open, tiny_address: str) -> None:
    """Its place is kept by its width and height, so the text below stands where it will stand."""
    page = visit("about:blank", width=360).page
    page.route("**/files/*", lambda route: None)  # on its way for ever
    page.goto(f"{tiny_address}/{NEWS}", wait_until="domcontentloaded")
    box = page.locator("article img").bounding_box()
    assert box
    assert box["height"] == pytest.approx(163, abs=1)
