"""Files that a user gives, as a person gives them."""

from __future__ import annotations

import re

from browser.chromium import button, settled, texts
from playwright.sync_api import Route, expect

ONE = """
    import anew as st

    file = st.file_uploader("Table", "csv", help="With a header.", max_upload_size=1)
    st.text(f"{file.name}: {file.read().decode()}" if file else "nothing")
"""
MANY = """
    import anew as st

    ss = st.session_state
    ss.runs = ss.get("runs", 0) + 1
    files = st.file_uploader("Files", accept_multiple_files=True, max_upload_size=1)
    st.text(", ".join(sorted(file.name for file in files)))
    st.text(f"runs = {ss.runs}")
"""
# What happens while files are dragged over the page: each a name, its type and its content.
DRAG = """(zone, [kinds, files]) => {
  const data = new DataTransfer();
  for (const [name, type, content] of files) data.items.add(new File([content], name, { type }));
  for (const kind of kinds) {
    zone.dispatchEvent(
      new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
  }
}"""


def dropzone(page):
    return page.get_by_test_id("stFileUploaderDropzone")


def chooser(page):
    return page.get_by_test_id("stFileUploaderDropzoneInput")


def drag(page, files):
    dropzone(page).evaluate(DRAG, [["dragenter", "dragover"], files])


def drop(page, files):
    dropzone(page).evaluate(DRAG, [["drop"], files])


def names(page):
    return page.get_by_test_id("stFileChipName")


def hold_uploads(page) -> list[Route]:
    """The uploads that have begun, each until it is let go."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/_anew/upload", hold)
    return held


def a_file(name, content="1,2", kind="text/csv"):
    content = content if isinstance(content, bytes) else content.encode()
    return {"name": name, "mimeType": kind, "buffer": content}


def test_a_file_is_chosen_replaced_and_removed(open_app):
    page = open_app(ONE)
    expect(dropzone(page)).to_have_text("Choose a file or drop it hereCSV · up to 1 MB")
    expect(chooser(page)).to_have_attribute("accept", ".csv")

    with page.expect_file_chooser() as choosing:
        dropzone(page).click()
    choosing.value.set_files(a_file("one.csv"))
    expect(texts(page)).to_have_text("one.csv: 1,2")
    expect(page.get_by_test_id("stFileChip")).to_have_text("one.csv3 B")

    chooser(page).set_input_files(a_file("two.csv", "3"))
    expect(texts(page)).to_have_text("two.csv: 3")
    expect(names(page)).to_have_text(["two.csv"])
    expect(page.get_by_role("status").filter(has_text="two.csv")).to_have_text(
        "two.csv: It is uploaded."
    )

    page.get_by_test_id("stFileChipDeleteBtn").click()
    expect(texts(page)).to_have_text("nothing")
    expect(names(page)).to_have_count(0)
    expect(dropzone(page)).to_be_focused()


def test_with_the_keyboard_alone(open_app):
    page = open_app(ONE)
    page.get_by_role("button", name="Table Choose a file").focus()
    with page.expect_file_chooser() as choosing:
        page.evaluate("0")  # The browser has to know that it is asked for choosers.
        page.keyboard.press("Enter")
    choosing.value.set_files(a_file("one.csv"))
    expect(texts(page)).to_have_text("one.csv: 1,2")

    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Remove one.csv")).to_be_focused()
    page.keyboard.press("Space")

    expect(texts(page)).to_have_text("nothing")
    expect(dropzone(page)).to_be_focused()


def test_several_files_are_one_run_and_add_up(open_app):
    page = open_app(MANY)
    chooser(page).set_input_files([a_file(f"{n}.txt") for n in range(8)])
    expect(texts(page).first).to_have_text(", ".join(f"{n}.txt" for n in range(8)))
    expect(texts(page).last).to_have_text("runs = 2")

    dropped = [["dropped.txt", "text/plain", "!"], ["8.txt", "", "?"]]
    drag(page, dropped)
    expect(page.locator("[data-over=true]")).to_have_count(1)
    drop(page, dropped)
    expect(texts(page).last).to_have_text("runs = 3")
    expect(names(page)).to_have_count(10)
    expect(page.locator("[data-over=true]")).to_have_count(0)

    page.get_by_role("button", name="Remove 3.txt").click()
    expect(names(page)).to_have_count(9)
    page.reload()
    settled(page)
    expect(names(page)).to_have_count(9)
    expect(texts(page).first).to_have_text(
        "0.txt, 1.txt, 2.txt, 4.txt, 5.txt, 6.txt, 7.txt, 8.txt, dropped.txt"
    )


def test_what_is_not_taken_is_said_before_it_is_sent(open_app, complaints):
    page = open_app(ONE)
    page.wait_for_load_state("networkidle")
    before = len(complaints.addresses)
    drop(page, [["photo.png", "image/png", "!"]])
    chip = page.get_by_test_id("stFileChip")
    expect(chip).to_contain_text("It is not of these types: CSV.")
    expect(page.get_by_test_id("stFileChipIconError")).to_have_count(1)

    chooser(page).set_input_files(a_file("large.csv", b"a" * (1024 * 1024 + 1)))
    expect(chip).to_have_count(1)
    expect(chip).to_contain_text("It is larger than 1 MB.")
    assert len(complaints.addresses) == before
    expect(texts(page)).to_have_text("nothing")

    page.get_by_role("button", name="Remove large.csv").click()
    expect(chip).to_have_count(0)


def test_a_broken_upload_is_tried_again(open_app, complaints):
    complaints.allow("Failed to load resource")
    page = open_app(ONE)
    page.route("**/_anew/upload", lambda route: route.abort("connectionfailed"))
    chooser(page).set_input_files(a_file("one.csv"))
    expect(page.get_by_test_id("stFileChip")).to_contain_text(
        "The connection to the server broke off."
    )
    page.unroute("**/_anew/upload")

    page.get_by_role("button", name="Try again: one.csv").click()

    expect(texts(page)).to_have_text("one.csv: 1,2")
    expect(page.get_by_test_id("stFileChip")).to_have_text("one.csv3 B")


def test_what_the_server_has_no_room_for_is_said_at_the_file(open_app, complaints):
    complaints.allow("Failed to load resource")
    page = open_app(MANY, server__maxUploadsSize="1")
    chooser(page).set_input_files(a_file("first.txt", b"a" * 900_000))
    expect(names(page)).to_have_text(["first.txt"])
    expect(texts(page).first).to_have_text("first.txt")

    chooser(page).set_input_files(a_file("second.txt", b"b" * 900_000))
    refused = page.get_by_test_id("stFileChip").last
    expect(refused).to_contain_text("The server has no room for more files now. Try again later.")
    expect(refused.get_by_test_id("stFileChipIconError")).to_have_count(1)
    expect(texts(page).first).to_have_text("first.txt")

    page.get_by_role("button", name="Remove first.txt").click()
    expect(texts(page).first).to_have_text("")
    page.get_by_role("button", name="Try again: second.txt").click()
    expect(texts(page).first).to_have_text("second.txt")


def test_what_turns_out_too_large_on_its_way_is_not_tried_again(open_app, complaints):
    """A page that knows another limit than its server, as after an update."""
    complaints.allow("Failed to load resource")
    page = open_app(ONE)
    larger = b"a" * (1024 * 1024 + 1)
    page.route("**/_anew/upload", lambda route: route.continue_(post_data=larger))
    chooser(page).set_input_files(a_file("one.csv"))

    chip = page.get_by_test_id("stFileChip")
    expect(chip.get_by_test_id("stFileChipIconError")).to_have_count(1)
    expect(chip).to_contain_text("1 MB")
    expect(page.get_by_role("button", name="Try again: one.csv")).to_have_count(0)
    expect(texts(page)).to_have_text("nothing")


def test_progress_is_shown_and_an_upload_can_be_cancelled(open_app):
    page = open_app(ONE)
    hold_uploads(page)
    chooser(page).set_input_files(a_file("one.csv"))
    expect(page.get_by_role("progressbar", name="Uploading one.csv")).to_be_visible()
    expect(page.get_by_test_id("stFileChipIconSpinner")).to_be_visible()

    page.get_by_role("button", name="Cancel one.csv").click()

    expect(page.get_by_test_id("stFileChip")).to_have_count(0)
    expect(texts(page)).to_have_text("nothing")
    page.unroute("**/_anew/upload")
    chooser(page).set_input_files(a_file("two.csv"))
    expect(texts(page)).to_have_text("two.csv: 1,2")


def test_in_a_form_it_waits_and_is_cleared(open_app):
    page = open_app("""
        import anew as st

        with st.form("f", clear_on_submit=True):
            file = st.file_uploader("Table")
            st.form_submit_button("Send")
        st.text(file.name if file else "nothing")
    """)
    held = hold_uploads(page)
    chooser(page).set_input_files(a_file("one.csv"))
    expect(page.get_by_role("progressbar")).to_be_visible()
    button(page, "Send").click()  # Too early: the file would not be in it.
    expect(chooser(page)).to_be_focused()
    held[0].continue_()
    expect(page.get_by_role("progressbar")).to_have_count(0)
    expect(names(page)).to_have_text(["one.csv"])
    expect(texts(page)).to_have_text("nothing")

    button(page, "Send").click()

    expect(texts(page)).to_have_text("one.csv")
    expect(names(page)).to_have_count(0)


def test_a_folder_with_all_that_is_in_it(open_app, tmp_path):
    page = open_app("""
        import anew as st

        files = st.file_uploader("Folder", accept_multiple_files="directory")
        st.text(", ".join(sorted(file.name for file in files)))
    """)
    folder = tmp_path / "photos"
    (folder / "2024").mkdir(parents=True)
    (folder / "a.txt").write_text("a", "utf-8")
    (folder / "2024" / "b.txt").write_text("b", "utf-8")

    chooser(page).set_input_files(folder)

    expect(texts(page)).to_have_text("photos/2024/b.txt, photos/a.txt")


def drop_from_disk(page, path):
    """Drop what is on the disk, as the system does it."""
    box = dropzone(page).bounding_box()
    data = {"items": [], "files": [str(path)], "dragOperationsMask": 1}
    where = {"x": box["x"] + 9, "y": box["y"] + 9, "data": data}
    devtools = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        devtools.send("Input.dispatchDragEvent", {"type": kind, **where})


def test_a_folder_is_dropped_where_that_is_wanted(open_app, tmp_path):
    page = open_app("""
        import anew as st

        is_folder = st.toggle("Folder")
        files = st.file_uploader("Files", accept_multiple_files="directory" if is_folder else True)
        st.text(", ".join(sorted(file.name for file in files)))
    """)
    folder = tmp_path / "many"
    (folder / "in").mkdir(parents=True)
    for number in range(120):  # The browser tells of a hundred at a time.
        (folder / "in" / f"{number:03}.txt").write_text("a", "utf-8")

    drop_from_disk(page, folder)
    expect(page.get_by_text("Only files can be dropped here.")).to_be_visible()
    drop_from_disk(page, folder / "in" / "007.txt")
    expect(texts(page)).to_have_text("007.txt")

    page.get_by_role("switch", name="Folder").check()
    expect(dropzone(page)).to_contain_text("Choose a folder")
    drop_from_disk(page, folder)

    expect(names(page)).to_have_count(120)
    # So many uploads take their time on a machine that does other things, too.
    expect(texts(page)).to_contain_text("many/in/000.txt")


def test_an_upload_outlasts_a_lost_connection(serve, context, network):
    proxy = network(serve(ONE))
    page = context.new_page()
    page.goto(proxy.url, wait_until="commit")
    settled(page)
    held = hold_uploads(page)
    chooser(page).set_input_files(a_file("one.csv"))
    expect(page.get_by_role("progressbar")).to_be_visible()
    proxy.cut()
    settled(page)

    held[0].continue_()

    expect(texts(page)).to_have_text("one.csv: 1,2")


def test_a_disabled_one_takes_nothing(open_app):
    page = open_app("import anew as st; st.file_uploader('Table', disabled=True)")

    expect(dropzone(page)).to_be_disabled()
    drag(page, [["a.csv", "text/csv", "1"]])
    drop(page, [["a.csv", "text/csv", "1"]])
    expect(page.locator("[data-over=true]")).to_have_count(0)
    expect(page.get_by_test_id("stFileChip")).to_have_count(0)


def test_on_a_phone_long_names_fit(open_on_phone):
    page = open_on_phone(MANY)
    chooser(page).set_input_files([a_file("a long name " * 12 + ".txt"), a_file("b.txt")])
    expect(page.get_by_role("button", name=re.compile("Remove"))).to_have_count(2)  # All are there.

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for box in (names(page).first.bounding_box(), dropzone(page).bounding_box()):
        assert box["x"] + box["width"] <= 390
