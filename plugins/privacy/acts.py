"""The tree of acts: a class that is too small is told as the act above it."""

from collections.abc import Iterable, Iterator

from plugins.records.acts import Act


class Acts:
    """Kinds of acts by code, each with the more general one above it."""

    def __init__(self, rows: Iterable[Act]) -> None:
        rows = list(rows)
        self.parents = {act.code: act.parent for act in rows}
        # What holds a sensitive act is sensitive, whatever the table says of it: a parent may be told of its children's records.
        self._sensitive = {code for act in rows if act.sensitive == "yes" for code in self.line(act.code)}

    def __contains__(self, code: object) -> bool:
        return code in self.parents

    def line(self, code: str) -> Iterator[str]:
        """The act and those above it, nearest first."""
        above: str | None = code
        while above is not None:
            yield above
            above = self.parents[above]

    def is_sensitive(self, code: str) -> bool:
        return code in self._sensitive

    def leaves_first(self) -> list[str]:
        """Every act before the ones above it, else by code."""
        return sorted(self.parents, key=lambda code: (-len(list(self.line(code))), code))
