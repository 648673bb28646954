from tests.built.golden import LIST
from tests.sites import Built, snapshot


def test_the_tiny_site_consists_of_the_blessed_files(tiny: Built) -> None:
    """After a wanted change: ./inv bless"""
    assert list(snapshot(tiny.output)) == LIST.read_text().split()


def test_all_files_may_be_read_by_a_web_server(tiny: Built) -> None:
    for path in tiny.output.rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path


def test_the_build_names_the_page_to_open(tiny: Built) -> None:
    assert tiny.said.rstrip().endswith(f"Open {tiny.output / 'index.html'}")
