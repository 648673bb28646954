"""From metres on a map back to degrees: the transverse Mercator projections of UTM and of Korea's web maps, and Web Mercator.

Series of Krüger to the third order, as in https://en.wikipedia.org/wiki/Universal_Transverse_Mercator_coordinate_system:
right to a few millimetres, which is far finer than needed here.
"""

import math
from dataclasses import dataclass

_RADIUS = 6378137.0  # metres, WGS 84
_FLATTENING = 1 / 298.257223563
_N = _FLATTENING / (2 - _FLATTENING)
_MERIDIAN = _RADIUS / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_BETA = (_N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96, _N**2 / 48 + _N**3 / 15, 17 * _N**3 / 480)
_DELTA = (2 * _N - 2 * _N**2 / 3 - 2 * _N**3, 7 * _N**2 / 3 - 8 * _N**3 / 5, 56 * _N**3 / 15)


@dataclass(frozen=True)
class Projection:
    """A transverse Mercator projection: the middle meridian in degrees, its scale, and what is added, in metres."""

    meridian: float
    scale: float
    false_east: float
    false_north: float

    def degrees(self, east: float, north: float) -> tuple[float, float]:
        """Latitude and longitude of a place given in metres."""
        xi = (north - self.false_north) / (self.scale * _MERIDIAN)
        eta = (east - self.false_east) / (self.scale * _MERIDIAN)
        twice = [2 * order for order in (1, 2, 3)]
        xi_plain = xi - sum(beta * math.sin(k * xi) * math.cosh(k * eta) for k, beta in zip(twice, _BETA, strict=True))
        eta_plain = eta - sum(
            beta * math.cos(k * xi) * math.sinh(k * eta) for k, beta in zip(twice, _BETA, strict=True)
        )
        conformal = math.asin(math.sin(xi_plain) / math.cosh(eta_plain))
        latitude = conformal + sum(delta * math.sin(k * conformal) for k, delta in zip(twice, _DELTA, strict=True))
        longitude = math.atan2(math.sinh(eta_plain), math.cos(xi_plain))
        return math.degrees(latitude), self.meridian + math.degrees(longitude)


def utm(zone: int) -> Projection:
    """The northern half of a UTM zone."""
    return Projection(zone * 6 - 183, 0.9996, 500_000, 0)


# EPSG:5181, of which Kakao's web addresses hold 2.5-fold metres. 4,207,498 m is the meridian's length up to 38° N.
KOREA_CENTRAL = Projection(127, 1, 200_000, 500_000 - 4_207_498.02)


def web_mercator(east: float, north: float) -> tuple[float, float]:
    """Latitude and longitude of a place in EPSG:3857."""
    return math.degrees(2 * math.atan(math.exp(north / _RADIUS)) - math.pi / 2), math.degrees(east / _RADIUS)
