"""The names of theme files with a hash."""

from pathlib import Path

from plugins.hosting.assets import hashed_names, is_hashed, rename

FILES = {
    "css/site.css": b'@media print{a{background:url("../images/a.svg")}} b{background:url(data:x)}',
    "images/a.svg": b"<svg/>",
    "js/map.js": b"x",
}


def test_a_name_changes_with_the_content_and_only_with_it() -> None:
    names = hashed_names(FILES)
    changed = hashed_names(FILES | {"js/map.js": b"y"})
    assert names["css/site.css"].startswith("css/site.")
    assert names["css/site.css"].endswith(".css")
    assert {path for path in FILES if names[path] != changed[path]} == {"js/map.js"}


def test_a_style_sheet_changes_with_the_files_that_it_loads() -> None:
    assert hashed_names(FILES)["css/site.css"] != hashed_names(FILES | {"images/a.svg": b"<svg></svg>"})["css/site.css"]


def test_the_files_are_renamed_and_style_sheets_name_the_new_ones(tmp_path: Path) -> None:
    for path, raw in FILES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(raw)
    names = hashed_names(FILES)
    rename(tmp_path, names)
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert written == set(names.values())
    style = (tmp_path / names["css/site.css"]).read_text()
    assert f'url("../{names["images/a.svg"]}")' in style
    assert "url(data:x)" in style


def test_only_names_with_a_hash_count_as_never_changing() -> None:
    assert is_hashed(f"theme/{hashed_names(FILES)['js/map.js']}")
    assert not is_hashed("theme/js/map.js")
    assert not is_hashed("index.html")
