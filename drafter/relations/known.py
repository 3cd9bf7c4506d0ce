"""What is known of one paragraph's numbers while finder after finder looks at it, and which of two findings gives way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from drafter.relations.relation import Relation


class Known:
    """Relations in the order they were found. *Sure* are those that hold, and those whose terms the words name."""

    def __init__(self, relations: Iterable[Relation] = ()) -> None:
        self.relations = [*relations]

    @property
    def told(self) -> set[frozenset[int]]:
        """The numbers of each: added up the other way round they are the same calculation, whichever is called the result."""
        return {one.numbers for one in self.relations}

    @property
    def sure(self) -> set[frozenset[int]]:
        return {one.numbers for one in self.relations if _is_sure(one)}

    @property
    def settled(self) -> set[int]:
        """The results that come out."""
        return {one.target for one in self.relations if one.holds}

    def add(self, more: Iterable[Relation]) -> None:
        self.relations += [*more]

    def add_new(self, more: Iterable[Relation]) -> None:
        """Add those between numbers that nothing is told of."""
        told = self.told
        self.add([one for one in more if one.numbers not in told])

    def add_unsettled(self, more: Iterable[Relation]) -> None:
        """Add those whose result nothing comes out for."""
        settled = self.settled
        self.add([one for one in more if one.target not in settled])

    def add_for_unsure(self, more: Iterable[Relation]) -> None:
        """Add those that nothing sure is told of, in the place of what else is told of the same numbers."""
        sure = self.sure
        added = [one for one in more if one.numbers not in sure]
        anew = {one.numbers for one in added}
        self.relations = [one for one in self.relations if _is_sure(one) or one.numbers not in anew]
        self.add(added)

    def leave_out_broken(self, targets: Collection[int]) -> None:
        """Leave out what does not hold for one of the `targets`."""
        self.relations = [one for one in self.relations if one.holds or one.target not in targets]

    def leave_out(self, targets: Collection[int]) -> None:
        """Leave out whatever is told of the `targets`."""
        self.relations = [one for one in self.relations if one.target not in targets]

    def add_over_its_parts(self, one: Relation) -> None:
        """Add a sum that comes out; one of some of its parts that does not was misread: it goes on to the end of the sentence, say,
        or takes one of the parts for the total of others."""
        parts = {*one.terms}
        self.relations = [
            other
            for other in self.relations
            if other.holds
            or not (other.numbers <= parts or (other.target == one.target and {*other.terms} & parts))
        ]
        self.add([one])

    def add_surer(self, more: Iterable[Relation]) -> None:
        """Add all; what does not hold of the same numbers as a certain one goes."""
        added = [*more]
        surer = {one.numbers for one in added if one.certain}
        self.relations = [one for one in self.relations if one.holds or one.numbers not in surer]
        self.add(added)

    def add_slips(self, near: Sequence[Relation]) -> None:
        """Add what comes out but for a slip; where names or shares call it the whole it is surer than what else a slip would mend."""
        surer = {(one.target, one.kind) for one in near if one.certain}
        said = {one.numbers for one in near}
        self.relations = [
            one
            for one in self.relations
            if one.holds or ((one.target, one.kind) not in surer and (one.certain or one.numbers not in said))
        ]
        self.add(near)


def _is_sure(one: Relation) -> bool:
    return one.holds or one.certain
