"""Areas on the Earth: the Lambert cylindrical equal-area projection of the WGS 84 ellipsoid, through authalic latitude.

J. P. Snyder, Map Projections: A Working Manual (USGS Professional Paper 1395), formulas 3-12 and 10-17.
Exact for a box of two meridians and two parallels; other lines are taken as straight between points at most 0.01° apart.
"""

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

_SEMI_MAJOR = 6_378_137.0  # metres
_E2 = 0.00669437999014  # the square of the eccentricity
_E = _E2**0.5


def hectares(shape: BaseGeometry) -> float:
    """The area of a shape given in degrees of longitude and latitude."""
    return float(shapely.area(shapely.transform(shapely.segmentize(shape, 0.01), _projected)) / 10_000)


def _projected(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    longitude, sine = np.radians(degrees[:, 0]), np.sin(np.radians(degrees[:, 1]))
    q = (1 - _E2) * (sine / (1 - _E2 * sine**2) - np.log((1 - _E * sine) / (1 + _E * sine)) / (2 * _E))
    return np.column_stack((_SEMI_MAJOR * longitude, _SEMI_MAJOR * q / 2))
