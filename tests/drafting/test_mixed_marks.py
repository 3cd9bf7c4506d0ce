"""A report that prints most of its marks half-width keeps the others as they were."""

from __future__ import annotations

from tests.build import body_of, brief_of, draft_of


def test_a_bracket_that_stood_full_width_among_half_width_ones_stays():
    last = body_of(
        "“文化支出(类)文化和旅游(款)图书馆(项)”12.00万元。“文化支出(类)文化和旅游(款)群众文化(项)”8.00万元。\n"
        "（一）因公出国（境）费3.00万元，由区统筹安排。"
    )
    brief = brief_of(last)
    brief = brief.fill(**{one.id: "9" for one in brief.figures if not one.formula and not one.value})
    text = draft_of(last, brief).sections[-1].text
    assert "图书馆(项)”9.00万元" in text
    assert "（一）因公出国（境）费9.00万元" in text
