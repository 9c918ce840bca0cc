"""The laws of `diff`, and how little it sends."""

from __future__ import annotations

from hypothesis import given, settings, strategies
from page.pages import (
    Box,
    Line,
    Switch,
    draft,
    drafts,
    drawn,
    lines,
    numbers,
    shape,
    stale_numbers,
)

from anew.page.diff import diff, first_page
from anew.page.tree import Tree
from anew.protocol.messages import Drop, Move, Put, Set


@settings(max_examples=700)
@given(drafts(), drafts())
def test_applying_the_patches_gives_the_new_page(old, new):
    page = first_page(old)
    patches, after = diff(page, new)
    tree = Tree(page.root)

    tree.apply(patches)

    assert tree.root == after.root
    assert shape(after.root) == shape(new)
    assert after.stale == ()


@settings(max_examples=250)
@given(drafts(), drafts())
def test_every_prefix_of_the_patches_leaves_a_well_formed_page(old, new):
    page = first_page(old)
    tree = Tree(page.root)

    for patch in diff(page, new).patches:
        tree.apply([patch])

        found = numbers(tree.root)
        assert len(found) == len(set(found))


@given(drafts())
def test_nothing_is_sent_for_what_did_not_change(same):
    page = first_page(same)

    patches, after = diff(page, same)

    assert patches == ()
    assert after.root is page.root


@given(drafts(), drafts(), drafts())
def test_numbers_are_never_used_twice(first, second, third):
    page = first_page(first)
    used = set(numbers(page.root))
    for new in (second, third):
        patches, page = diff(page, new)
        added = [
            number for patch in patches if isinstance(patch, Put) for number in numbers(patch.node)
        ]

        assert used.isdisjoint(added)
        used.update(added)
        assert max(used) < page.next_id


@settings(max_examples=250)
@given(drafts(), drafts(), drafts())
def test_an_unfinished_page_is_a_page_too(old, partial, new):
    page = first_page(old).all_stale()
    tree = Tree(page.root)
    patches, page = diff(page, partial, is_finished=False)
    tree.apply(patches)

    assert tree.root == page.root

    patches, page = diff(page, new)
    tree.apply(patches)

    assert tree.root == page.root
    assert shape(page.root) == shape(new)


def test_an_element_inserted_above_a_thousand_is_one_patch():
    thousand = [str(number) for number in range(1000)]
    page = first_page(lines(*thousand))

    patches = diff(page, lines("new", *thousand)).patches

    assert len(patches) == 1
    assert isinstance(patches[0], Put) and patches[0].index == 0


def test_an_element_removed_is_one_patch():
    page = first_page(lines("a", "b", "c", "d"))

    assert diff(page, lines("a", "c", "d")).patches == (Drop(2),)


def test_a_changed_text_sends_the_changed_field_alone():
    page = first_page(lines("title", "Count = 1", "end"))

    assert diff(page, lines("title", "Count = 2", "end")).patches == (
        Set(2, {"body": "Count = 2"}),
    )


def test_a_field_back_at_its_default_is_sent():
    page = first_page(draft(Box(), draft(Line(body="a", muted=True))))

    patches = diff(page, draft(Box(), draft(Line(body="a")))).patches

    assert patches == (Set(1, {"muted": False}),)


def test_a_widget_that_moved_is_moved_not_made_again():
    page = first_page(draft(Box(), *[draft(Switch(id=name)) for name in "abcd"]))

    patches = diff(page, draft(Box(), *[draft(Switch(id=name)) for name in "dabc"])).patches

    assert patches == (Move(4, 0),)


def test_another_widget_at_the_same_place_is_another_node():
    """A widget's number goes with its identity, so that the tab keeps nothing of the old one."""
    page = first_page(draft(Box(), draft(Switch(id="a"))))

    patches = diff(page, draft(Box(), draft(Switch(id="b")))).patches

    assert [type(patch) for patch in patches] == [Drop, Put]


def test_while_a_run_lasts_what_it_has_not_drawn_again_stays_and_is_named():
    page = first_page(lines("a", "b", "c")).all_stale()

    patches, after = diff(page, lines("A"), is_finished=False)

    assert patches == (Set(1, {"body": "A"}),)
    assert [child.element.body for child in after.root.children] == ["A", "b", "c"]
    assert after.stale == ((0, 1),)


def test_at_the_end_of_a_run_what_it_did_not_draw_goes():
    before = first_page(lines("a", "b", "c")).all_stale()
    page = diff(before, lines("A"), is_finished=False).page

    assert diff(page, lines("A")).patches == (Drop(2), Drop(3))


@settings(max_examples=150)
@given(drafts(levels=2), strategies.lists(drafts(levels=2), min_size=1, max_size=3))
def test_what_a_run_took_away_is_gone_and_what_the_run_before_left_is_stale(old, moments):
    """A run is looked at again and again; it may have drawn anything in between."""
    page = first_page(old).all_stale()
    tree = Tree(page.root)
    left = set(numbers(page.root))
    for moment in moments:
        patches, page = diff(page, moment, is_finished=False)
        for patch in patches:
            tree.apply([patch])
            found = numbers(tree.root)
            assert len(found) == len(set(found))

        assert tree.root == page.root
        assert shape(drawn(page)) == shape(moment)
        assert (left := stale_numbers(page) & left) == stale_numbers(page)


def test_what_a_run_has_drawn_and_taken_away_does_not_wait_for_its_end():
    page = first_page(draft(Box()))
    page = diff(page, draft(Box(), draft(Switch(id="spinner"))), is_finished=False).page

    patches, after = diff(page, lines("over"), is_finished=False)

    assert [type(patch) for patch in patches] == [Drop, Put]
    assert shape(after.root) == shape(lines("over"))
    assert after.stale == ()


def test_what_a_run_has_drawn_over_an_old_element_is_its_own():
    page = first_page(lines("a", "b", "c")).all_stale()
    page = diff(page, lines("A", "B"), is_finished=False).page

    patches, after = diff(page, lines("A"), is_finished=False)

    assert patches == (Drop(2),)
    assert [child.element.body for child in after.root.children] == ["A", "c"]
    assert after.stale == ((0, 1),)


def test_a_container_that_a_run_drew_again_keeps_what_it_had():
    old = draft(Box(), lines("a", "b"), draft(Line(body="end")))
    page = first_page(old).all_stale()

    patches, after = diff(page, draft(Box(), lines("a")), is_finished=False)

    assert patches == ()
    assert after.root == page.root
    assert after.stale == ((1, 1), (0, 1))
