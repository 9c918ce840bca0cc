"""The laws of a page of which only some parts are drawn anew."""

from __future__ import annotations

from hypothesis import given, settings, strategies
from page.pages import Box, Line, draft, drafts, lines, numbers, shape

from anew.page.diff import diff_parts, first_page
from anew.page.parts import node_at, parts_stale, paths_to, with_node
from anew.page.tree import Draft, Tree
from anew.protocol.messages import Put, Set


def all_of(root: Draft) -> list[Draft]:
    return [root, *[found for child in root.children for found in all_of(child)]]


@strategies.composite
def redrawn(draw) -> tuple[Draft, list[Draft]]:
    """A draft, and parts of it, which may be within each other."""
    root = draw(drafts())
    count = draw(strategies.integers(0, 3))
    return root, [draw(strategies.sampled_from(all_of(root))) for _ in range(count)]


def draw_anew(data, part: Draft) -> None:
    """Empty a part, and fill it with something else; some of it is as before."""
    fresh = data.draw(drafts(levels=2))
    kept = [child for child in part.children if data.draw(strategies.booleans())]
    if isinstance(part.element, Box) and data.draw(strategies.booleans()):
        part.element = Box(gap=2, key=part.element.key)  # Such as another label of a status.
    part.children[:] = [*kept, *fresh.children]


@settings(max_examples=500)
@given(redrawn(), strategies.data())
def test_the_patches_of_the_parts_give_the_new_page_and_name_nothing_else(given_page, data):
    root, parts = given_page
    page = first_page(root)
    where = [set(numbers(node_at(page.root, path))) for path, _ in paths_to(root, parts)]
    for part in parts:
        draw_anew(data, part)
    tree = Tree(page.root)

    patches, after = diff_parts(page, root, parts)
    tree.apply(patches)

    assert tree.root == after.root
    assert shape(after.root) == shape(root)
    assert after.stale == ()
    known = set.union(set(), *where)
    for patch in patches:
        match patch:
            case Put(parent, _, node):
                assert parent in known
                known.update(numbers(node))
            case _:
                assert patch.id in known


@given(redrawn())
def test_what_did_not_change_is_the_same_object_and_nothing_is_sent(given_page):
    root, parts = given_page
    page = first_page(root)

    patches, after = diff_parts(page, root, parts)

    assert patches == ()
    assert after.root is page.root


@given(redrawn())
def test_paths_lead_to_the_same_in_the_draft_and_in_the_page(given_page):
    root, parts = given_page
    page = first_page(root)

    found = paths_to(root, parts)

    assert [path for path, _ in found] == sorted(path for path, _ in found)
    for path, part in found:
        assert shape(node_at(page.root, path)) == shape(part)
    inside = [id(one) for _, part in found for one in all_of(part)]
    assert len(inside) == len(set(inside))  # None is within another.
    assert {id(part) for part in parts} <= set(inside)


def test_what_has_left_the_page_has_no_path():
    root = lines("a", "b")

    assert paths_to(root, [draft(Line(body="a"))]) == []


@settings(max_examples=300)
@given(redrawn(), strategies.data())
def test_while_the_run_lasts_what_it_has_not_drawn_again_is_stale_and_nothing_else(
    given_page, data
):
    root, parts = given_page
    page = first_page(root)
    page = parts_stale(page, root, parts)
    where = [set(numbers(node_at(page.root, path))) for path, _ in paths_to(root, parts)]
    for part in parts:
        part.children.clear()

    patches, after = diff_parts(page, root, parts, is_finished=False)

    assert patches == ()
    assert {number for number, _ in after.stale} <= set.union(set(), *where)
    patches, last = diff_parts(after, root, parts)
    assert shape(last.root) == shape(root)
    assert last.stale == ()


def test_the_roots_element_is_compared_too():
    root = lines("a", "b")
    page = first_page(root)
    root.element = Box(gap=1)

    patches, after = diff_parts(page, root, [])

    assert patches == (Set(0, {"gap": 1}),)
    assert shape(after.root) == shape(root)


def test_a_node_in_the_place_of_another_leaves_its_siblings_alone():
    page = first_page(draft(Box(), lines("a"), lines("b")))
    other = first_page(lines("c")).root

    after = with_node(page.root, (1,), other)

    assert after.children == (page.root.children[0], other)
    assert after.children[0] is page.root.children[0]
    assert with_node(page.root, (1,), page.root.children[1]) is page.root
