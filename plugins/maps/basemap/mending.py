"""What the sources have wrong about Korea, mended by hand; README.md gives the reason for each line."""

from collections.abc import Iterable

import shapely
from shapely import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from plugins.maps.basemap.topology import Outline

# Name in the source -> ISO 3166-2. Not the ids: two pairs of South Korean units share one.
CODES = {
    "P'yŏngyang": "KP-01",
    "P'yŏngan-namdo": "KP-02",
    "P'yŏngan-bukto": "KP-03",
    "Chagang-do": "KP-04",
    "Hwanghae-namdo": "KP-05",
    "Hwanghae-bukto": "KP-06",
    "Kangwŏn-do": "KP-07",
    "Hamgyŏng-namdo": "KP-08",
    "Hamgyŏng-bukto": "KP-09",
    "Ryanggang": "KP-10",
    "Rasŏn": "KP-13",
    "Seoul": "KR-11",
    "Busan": "KR-26",
    "Daegu": "KR-27",
    "Incheon": "KR-28",
    "Gwangju": "KR-29",
    "Daejeon": "KR-30",
    "Ulsan": "KR-31",
    "Gyeonggi": "KR-41",
    "Gangwon": "KR-42",
    "North Chungcheong": "KR-43",
    "South Chungcheong": "KR-44",
    "North Jeolla": "KR-45",
    "South Jeolla": "KR-46",
    "North Gyeongsang": "KR-47",
    "South Gyeongsang": "KR-48",
    "Jeju": "KR-49",
    "Sejong": "KR-50",
}

# A place on an island -> the province that administers it, where the source gives it to another.
ISLANDS = {
    (126.12, 37.24): "KR-28",  # Deokjeok
    (126.47, 37.26): "KR-28",  # Yeongheung
    (125.69, 37.665): "KR-28",  # Yeonpyeong
    (126.33, 37.70): "KR-28",  # Seongmo
    (124.75, 37.77): "KR-28",  # Socheong
    (126.28, 37.78): "KR-28",  # Gyodong
    (126.45, 37.70): "KR-28",  # Ganghwa
    (124.70, 37.83): "KR-28",  # Daecheong
    (124.68, 37.96): "KR-28",  # Baengnyeong
    (126.32, 33.945): "KR-49",  # Chuja
}

# Uljin county went from Gangwon to North Gyeongsang in 1963; the source does not know. What lies of Gangwon in this shape
# is Uljin. The side from the border's corner to the coast is a straight line that stands for 25 km of winding border
# and is right within some 3 km; all other sides lie in the sea or in North Gyeongsang.
ULJIN = Polygon([(129.0, 37.0), (129.18, 37.0), (129.375, 37.145), (129.7, 37.145), (129.7, 36.5), (129.0, 36.5)])

# One outline round both islets and the strait between them (0.7 km by 0.6 km): the islets alone are narrower than the
# coordinates' grid. Added after the simplification, which would take it away; the source's is a speck beside the place.
DOKDO = Polygon(
    [
        (131.863, 37.241),
        (131.865, 37.239),
        (131.869, 37.238),
        (131.871, 37.239),
        (131.871, 37.241),
        (131.867, 37.243),
        (131.864, 37.243),
    ]
)
_AROUND_DOKDO = shapely.box(131.8, 37.2, 131.9, 37.3)


def provinces(outlines: Iterable[Outline]) -> dict[str, MultiPolygon]:
    """The polygons by ISO 3166-2 code: islands under the right one, islands without a name under the nearest one."""
    parts: dict[str, list[Polygon]] = {}
    nameless: list[Polygon] = []
    for outline in outlines:
        for polygon in outline.polygons:
            if _AROUND_DOKDO.contains(polygon):
                continue
            if outline.name:
                parts.setdefault(_administrator(polygon) or CODES[outline.name], []).append(polygon)
            else:
                nameless.append(polygon)
    named = {code: MultiPolygon(polygons) for code, polygons in parts.items()}
    for island in nameless:
        parts[min(named, key=lambda code: (named[code].distance(island), code))].append(island)
    return {code: MultiPolygon(polygons) for code, polygons in sorted(parts.items())}


def with_uljin_moved(units: dict[str, MultiPolygon]) -> dict[str, BaseGeometry]:
    """The provinces with Uljin in North Gyeongsang (KR-47), not in Gangwon (KR-42)."""
    moved = units["KR-42"].intersection(ULJIN)
    return {**units, "KR-42": units["KR-42"].difference(ULJIN), "KR-47": units["KR-47"].union(moved)}


def _administrator(polygon: Polygon) -> str | None:
    if polygon.area > 0.1:  # square degrees: no island of the list is larger
        return None
    return next((code for place, code in ISLANDS.items() if polygon.contains(Point(place))), None)
