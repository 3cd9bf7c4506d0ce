"""What a search found, as it is told to a person and to a program."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.closeness import missing
from drafter.index.ranking import PARAGRAPH
from drafter.retrieval import Precedent
from drafter.strings import tr


def notes_on(query: str, found: Sequence[Precedent]) -> tuple[str, ...]:
    """Return what is to be known before the passages found for a query are read, a sentence each."""
    notes = []
    if found and found[0].sought.asked != query:
        notes.append(tr("按“{query}”查找", query=found[0].sought.asked))
    if nothing_close(found):
        notes.append(tr("没有找到接近的写法，以下各段只是略有关联。可换一个说法"))
    if gone := words_missing(found):
        notes.append(tr("以下各段都没有：{words}", words="、".join(gone)))
    return tuple(notes)


def nothing_close(found: Sequence[Precedent]) -> bool:
    """Whether there are passages, and none of them has enough of what was asked, nor what reports write in its place."""
    return bool(found) and not any(one.covered.close for one in found)


def worth_showing(found: Sequence[Precedent]) -> Sequence[Precedent]:
    """Return what was found; where nothing is close, without what has not even a word in common."""
    return [one for one in found if round(100 * one.closeness) > 0] if nothing_close(found) else found


def words_missing(found: Sequence[Precedent]) -> tuple[str, ...]:
    """Return the words of a question that none of the passages has; of none where one has what reports write in their place."""
    if not found or any(one.covered.sure for one in found) or len(found[0].sought.asked) >= PARAGRAPH:
        return ()
    return missing(found[0].sought.asked, [one.passage.content for one in found])


def answer_json(query: str, found: Sequence[Precedent]) -> dict[str, object]:
    """Return what the search command prints of a query and its hits."""
    return {
        "query": query,
        "read_as": found[0].sought.asked if found else query,
        "close": bool(found) and not nothing_close(found),
        "missing": list(words_missing(found)),
        "hits": list(map(hit_json, found)),
    }


def hit_json(precedent: Precedent) -> dict[str, object]:
    """Return a hit as the search command prints it."""
    passage = precedent.passage
    start, end = precedent.sentence
    return {
        "id": passage.id,
        "score": round(precedent.score, 6),
        "org": passage.org,
        "year": passage.year,
        "source": passage.source,
        "headings": list(passage.headings),
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "page": passage.page,
        "years": list(precedent.years),
        "matched": list(precedent.matched),
        "sentence": {
            "start": start,
            "end": end,
            "text": passage.text[start - passage.start : end - passage.start],
        },
        "also": [
            {
                "id": one.id,
                "year": one.year,
                "source": one.source,
                "start": one.start,
                "end": one.end,
                "page": one.page,
            }
            for one in precedent.also
        ],
        "closeness": round(precedent.closeness, 6),
    }
