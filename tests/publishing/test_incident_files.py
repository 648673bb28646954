"""How the page about the open data describes the files of the map."""

from plugins.publishing.incident_files import OfferedFile


def test_a_file_is_known_by_name_ending_and_language() -> None:
    placemarks = OfferedFile("data/incidents.ko.kml", 1, "")
    assert (placemarks.name, placemarks.ending, placemarks.language) == ("incidents.ko.kml", "kml", "ko")
    assert OfferedFile("data/incidents.csv", 1, "").language is None
