"""`data/provinces.csv`: the provinces of North Korea, how many live there and how many who left are known."""

from collections.abc import Iterable, Iterator
from typing import Annotated

from plugins.messages import say
from plugins.records.acts import Fault
from plugins.records.cells import Count, PartialDate, Words, formed
from plugins.records.validation import Record

ProvinceCode = Annotated[str, formed(r"KP-[0-9]{2}", "a province of ISO 3166-2:KP, such as KP-09")]


class Province(Record):
    """`census_2008` counts residents, `leavers` people from there who had reached South Korea by `leavers_as_of`.

    A province that the census counts in another one names it in `within`. Unknown `leavers` are taken for fewer than 1,000.
    """

    code: ProvinceCode
    name: Words
    within: ProvinceCode | None
    census_2008: Count | None
    leavers: Count | None
    leavers_as_of: PartialDate | None
    leavers_note: str | None


def provinces_are_counted_once(rows: Iterable[tuple[int, Province]]) -> Iterator[Fault]:
    """A province has a census of its own, or lies within one that has."""
    rows = list(rows)
    counted = {province.code for _, province in rows if province.census_2008 is not None}
    met: set[str] = set()
    for number, province in rows:
        if province.code in met:
            message = say("code must be unique; it stands before")
            yield ((number, "code"), message, say("Keep one of the rows."))
        met.add(province.code)
        if (province.within is None) == (province.census_2008 is None) or province.within not in {None, *counted}:
            message = say("census_2008 or within must be given, and within be a province with a census; it is not so")
            yield ((number, "within"), message, say("Fill exactly one of the two."))


def within(provinces: Iterable[Province]) -> dict[str, str]:
    """The province that a smaller one is counted in."""
    return {province.code: province.within for province in provinces if province.within}
