"""Hostile texts in every element, in a real browser: nothing of them is executed."""

from __future__ import annotations

import os

import pytest
from browser import hostile_page
from browser.chromium import settled, texts
from playwright.sync_api import expect

BATCH = 50
# All batches take minutes: `make faults` sends them, else it is every tenth.
STEP = 1 if os.environ.get("ANEW_TESTS") == "all" else 10
PATIENCE = 40.0  # Seconds: so many elements take their time on a busy machine.
TEXTS = hostile_page.texts()

ALL = f"""
    import anew as st
    from browser.hostile_page import draw_all, texts

    batch = st.number_input("Batch", value=0)
    draw_all(texts()[batch * {BATCH} : (batch + 1) * {BATCH}])
    st.text(f"Batch {{batch}} is drawn.")
"""

EACH = """
    import anew as st
    from browser.hostile_page import draw_in_each_parameter, texts

    draw_in_each_parameter(texts()[st.number_input("Text", value=0)])
    st.text("It is drawn.")
"""

OPTIONS = """
    import anew as st
    from browser.hostile_page import texts

    st.selectbox("Options", texts(), index=None)
"""

HELP = """
    import anew as st
    from browser.hostile_page import texts

    for text in texts()[::20]:
        st.checkbox("Box", help=text, key=text)
"""

# What would be called, if anything were.
TRAP = """
window.pwned = [];
for (const name of ["alert", "confirm", "prompt", "open"])
  window[name] = (...given) => { window.pwned.push(name); console.error("Executed", name, given); };
"""

# What no text may bring into the page.
FOUND = r"""() => {
  const found = [];
  // An author's HTML may be styled; what its styles name is no address that code comes from.
  const mayBeStyled = (one) => one.matches("[data-anew-style]");
  const elements = "script, iframe, frame, object, embed, base, portal, applet, template, math, slot," +
    "style, foreignObject, animate, animateTransform, set, feImage, video, audio, source, track";
  const isOurs = (one) =>
    one.matches("iframe:is(.stIFrame, .mermaid-frame)[src*='/_anew/'], .katex math");
  for (const one of document.body.querySelectorAll(elements))
    if (!isOurs(one)) found.push(one.outerHTML);
  for (const one of document.body.querySelectorAll("form, meta, link, dialog"))
    found.push(one.outerHTML.slice(0, 300));
  const addresses = new Set(["href", "xlink:href", "src", "srcset", "action", "formaction", "data",
    "srcdoc", "poster", "background", "cite", "ping", "manifest"]);
  for (const one of document.querySelectorAll("body *"))
    for (const { name, value } of one.attributes) {
      if (/^on/i.test(name) || name === "is") found.push(`${name} of ${one.outerHTML.slice(0, 300)}`);
      if (name === "style" && !mayBeStyled(one) && /url|expression|import/i.test(value)) {
        found.push(`style ${value}`);
      }
      if (!addresses.has(name.toLowerCase())) continue;
      if (one.localName === "use" && value.startsWith("#")) continue;
      const { protocol } = URL.canParse(value, location) ? new URL(value, location) : { protocol: "none:" };
      const isSafe = !/^(javascript|vbscript|data|blob|filesystem):$/.test(protocol);
      const isImage = one.localName === "img" && /^data:image\/(png|gif|jpe?g|webp)[;,]/i.test(value);
      if (!isSafe && !isImage) found.push(`${name} of ${one.outerHTML.slice(0, 300)}`);
    }
  return [...found, ...window.pwned];
}"""

# To the next rows of the list that is open; whether there were any.
SCROLL = """async () => {
  const list = document.querySelector(".dropdown");
  const before = list.scrollTop;
  list.scrollTop += list.clientHeight;
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return list.scrollTop > before;
}"""

PLACES = "all => all.map((one) => Number(one.getAttribute('aria-posinset')))"


@pytest.fixture
def open_trapped(context, serve, complaints):
    """Opens an app whose page tells what is executed."""
    # Pictures may be of other machines, which cannot be reached; this one has none.
    complaints.allow(r"policy: img-src|Loading the image|status of 404|ERR_[A-Z_]+")
    complaints.allow(r"another machine: image ")
    complaints.allow(r"No character metrics for")  # In a formula.
    complaints.allow(r"Error: (No diagram type detected|syntax error in line)")  # In their place.

    def open_trapped(script):
        page = context.new_page()
        page.add_init_script(TRAP)
        page.goto(serve(script), wait_until="commit")
        return settled(page, seconds=PATIENCE)

    return open_trapped


def test_there_are_two_thousand_hostile_texts():
    assert len(set(TEXTS)) == hostile_page.COUNT


def test_no_hostile_text_is_executed_in_any_element(open_trapped):
    page = open_trapped(ALL)
    number = page.get_by_role("spinbutton", name="Batch", exact=True)
    for batch in range(0, hostile_page.COUNT // BATCH, STEP):
        number.fill(str(batch))
        number.press("Enter")
        expect(texts(page).last).to_have_text(f"Batch {batch} is drawn.", timeout=PATIENCE * 1000)
        settled(page, seconds=PATIENCE)

        assert page.evaluate(FOUND) == []


def test_no_hostile_text_breaks_any_parameter(open_trapped):
    """Whatever a parameter is for: it is shown, or an error says what is wrong with it."""
    page = open_trapped(EACH)
    for at in range(0, hostile_page.COUNT, hostile_page.COUNT // 8):
        number = page.get_by_role("spinbutton", name="Text", exact=True)
        number.fill(str(at))
        number.press("Enter")
        settled(page, seconds=PATIENCE)
        expect(texts(page).last).to_have_text("It is drawn.", timeout=PATIENCE * 1000)

        assert page.evaluate(FOUND) == []


def test_no_hostile_option_is_executed(open_trapped):
    page = open_trapped(OPTIONS)
    page.get_by_role("combobox").click()
    page.get_by_role("option").first.wait_for()
    seen = set()
    is_more = True
    while is_more:
        seen.update(page.get_by_role("option").evaluate_all(PLACES))

        assert page.evaluate(FOUND) == []
        is_more = page.evaluate(SCROLL)

    assert seen >= set(range(1, hostile_page.COUNT + 1))


def test_no_hostile_help_is_executed(open_trapped):
    page = open_trapped(HELP)
    for target in page.get_by_test_id("stTooltipHoverTarget").all():
        target.get_by_role("button").focus()
        page.get_by_role("tooltip").wait_for()

        assert page.evaluate(FOUND) == []
