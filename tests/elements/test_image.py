from __future__ import annotations

import base64
import io
import zlib

import pytest
from elements.refusals import refused

import anew as st
from anew.elements.image import Image, Picture
from anew.elements.markup import Inline
from anew.elements.shared.pictures import PNG, png

SVG = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>"
GIF = base64.b64decode("R0lGODlhAQABAAAAACwAAAAAAQABAAA=")


def content(tab, address):
    return tab.media.held(address)


def shown(tab):
    """The content of the only picture."""
    [picture] = tab.element.pictures
    return content(tab, picture.src)


def test_it_shows_a_picture_with_its_caption(tab):
    tab.run(lambda: st.image(GIF, "A *dot* & more", 200, link="https://example.org"))

    assert tab.element == Image(
        pictures=(
            Picture(
                src=tab.element.pictures[0].src,
                caption=Inline("A *dot* & more"),
                alt="A dot & more",
            ),
        ),
        width=200,
        link="https://example.org",
    )
    assert tab.element.pictures[0].src.startswith("/media/")
    assert tab.element.pictures[0].src.endswith(".gif")
    assert shown(tab).media_type == "image/gif"


@pytest.mark.parametrize(
    "given",
    [
        GIF,
        bytearray(GIF),
        io.BytesIO(GIF),
        "data:image/gif;base64," + base64.b64encode(GIF).decode(),
    ],
)
def test_content_is_taken_from_where_it_is(tab, given):
    tab.run(lambda: st.image(given))

    assert shown(tab).content == GIF


def test_a_file_is_read_from_its_start_each_time(tab):
    file = io.BytesIO(GIF)
    file.read()

    tab.run(lambda: st.image([file, file]))

    assert len({picture.src for picture in tab.element.pictures}) == 1


def test_files_are_read(tab, tmp_path):
    (tmp_path / "dot.gif").write_bytes(GIF)
    (tmp_path / "dot.svg").write_text(f"<?xml version='1.0'?>\n<!-- x -->\n{SVG}")

    tab.run(lambda: st.image([tmp_path / "dot.gif", str(tmp_path / "dot.svg"), SVG]))

    kinds = [content(tab, picture.src).media_type for picture in tab.element.pictures]
    assert kinds == ["image/gif", "image/svg+xml", "image/svg+xml"]


def test_addresses_stay_as_they_are(tab):
    tab.run(lambda: st.image("https://example.org/a.png"))

    assert tab.element.pictures[0] == Picture(src="https://example.org/a.png")


def test_several_have_captions_and_widths_of_their_own(tab):
    tab.run(lambda: st.image([GIF, SVG], ["a", "b"], width=50, alt=["one", None]))

    assert [(one.caption, one.alt) for one in tab.element.pictures] == [
        (Inline("a"), "one"),
        (Inline("b"), "b"),
    ]
    assert (tab.element.width, tab.element.each_width) == ("stretch", 50)


@pytest.mark.parametrize(
    ("options", "width"),
    [
        ({}, "content"),
        ({"width": "stretch"}, "stretch"),
        ({"use_container_width": True}, "stretch"),
        ({"use_container_width": False, "width": 20}, 20),
        ({"use_column_width": "always"}, "stretch"),
        ({"use_column_width": "auto"}, "content"),
    ],
)
def test_its_width_may_be_said_in_older_words(tab, options, width):
    tab.run(lambda: st.image(GIF, **options))

    assert tab.element.width == width


def test_an_array_is_a_picture(tab):
    numpy = pytest.importorskip("numpy")
    colours = numpy.array([[[255, 0, 0], [0, 255, 0]]], "uint8")

    def dots(array, **options):
        tab.run(lambda: st.image(array, output_format="PNG", **options))
        return decoded(shown(tab).content)

    assert dots(colours) == (2, 1, 3, bytes([255, 0, 0, 0, 255, 0]))
    assert dots(colours, channels="BGR") == (2, 1, 3, bytes([0, 0, 255, 0, 255, 0]))
    assert dots(colours[:, :, 0]) == (2, 1, 1, bytes([255, 0]))
    assert dots(colours[:, :, :1]) == (2, 1, 1, bytes([255, 0]))
    assert dots(numpy.array([[0.0, 1.0]])) == (2, 1, 1, bytes([0, 255]))
    assert dots(numpy.array([[-1.0, 2.0]]), clamp=True) == (2, 1, 1, bytes([0, 255]))
    assert dots(numpy.array([[True, False]])) == (2, 1, 1, bytes([255, 0]))
    assert dots(numpy.array([[300, -1]]), clamp=True) == (2, 1, 1, bytes([255, 0]))
    assert dots(numpy.ones((1, 1, 4))) == (1, 1, 4, bytes([255] * 4))


def test_pillow_reads_what_is_written_without_it():
    pillow = pytest.importorskip("PIL.Image")
    raw = bytes(range(2 * 3 * 4))

    picture = pillow.open(io.BytesIO(png(raw, 2, 3, 4)))

    assert (picture.size, picture.mode, picture.tobytes()) == ((2, 3), "RGBA", raw)


def test_a_picture_of_pillow_is_shown(tab):
    pillow = pytest.importorskip("PIL.Image")

    def script():
        picture = pillow.new("CMYK", (2, 2))
        st.image(picture)
        st.image(picture, output_format="PNG")
        st.write(picture)

    tab.run(script)

    kinds = [content(tab, one.pictures[0].src).media_type for one in tab.elements]
    assert kinds == ["image/jpeg", "image/png", "image/jpeg"]


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("RGB", "jpeg"), ("L", "jpeg"), ("RGBA", "png"), ("LA", "png"), ("P", "png"), ("1", "png")],
)
def test_what_may_be_a_photograph_is_sent_as_one(tab, mode, kind):
    pillow = pytest.importorskip("PIL.Image")
    tab.run(lambda: st.image(pillow.new(mode, (2, 2))))

    assert content(tab, tab.element.pictures[0].src).media_type == f"image/{kind}"


@pytest.mark.parametrize(
    ("shape", "kind"),
    [((2, 2, 3), "jpeg"), ((2, 2), "jpeg"), ((2, 2, 4), "png")],
)
def test_an_array_without_see_through_parts_may_be_a_photograph(tab, shape, kind):
    numpy = pytest.importorskip("numpy")
    pytest.importorskip("PIL")
    tab.run(lambda: st.image(numpy.zeros(shape, "uint8")))

    assert shown(tab).media_type == f"image/{kind}"


def test_a_mask_keeps_its_edges(tab):
    numpy = pytest.importorskip("numpy")
    tab.run(lambda: st.image(numpy.array([[True, False]])))

    assert decoded(shown(tab).content) == (2, 1, 1, bytes([255, 0]))


def test_the_same_array_is_encoded_once(tab):
    numpy = pytest.importorskip("numpy")
    array = numpy.zeros((10, 10))
    tab.run(lambda: st.image(array))
    before = shown(tab)
    tab.run(lambda: st.image(array.copy()))

    assert shown(tab) is before
    array[0, 0] = 1
    tab.run(lambda: st.image(array))
    assert shown(tab) is not before


def test_what_is_no_picture_is_refused(tab, tmp_path):
    (tmp_path / "a.txt").write_text("text")
    not_known = "Pass a PNG, JPEG, GIF, WebP, AVIF, BMP or SVG."
    how = (
        "Pass a path relative to the folder in which the app was started, or an address that "
        "begins with 'https://'."
    )
    text = str(tmp_path / "a.txt")
    for given, words in [
        (b"text", f"image: the bytes are not a picture that browsers know. {not_known}"),
        (text, f"image: the file {text!r} is not a picture that browsers know. {not_known}"),
        ("no.png", f"image: the file 'no.png' cannot be read. {how}"),
        ("a\0b", f"image: the file 'a\\x00b' cannot be read. {how}"),
        ("javascript:alert(1)", f"image: the file 'javascript:alert(1)' cannot be read. {how}"),
        ("data:text/html,x", f"image: the data is not a picture that browsers know. {not_known}"),
        ("data:x", "image: 'data:x' is an address of data without any data."),
        ("data:;base64,x", "image: the data of 'data:;base64,x' is not base64."),
    ]:
        with refused(st.errors.InvalidParameterValueError, words):
            tab.run(lambda given=given: st.image(given))
    with refused(
        st.errors.InvalidParameterTypeError,
        "image: int is not a picture. Pass a path, an address, bytes, an open file, an array of "
        "numpy or a picture of Pillow.",
    ):
        tab.run(lambda: st.image(5))


def test_arrays_that_are_no_pictures_are_refused(tab):
    numpy = pytest.importorskip("numpy")
    for array, words in [
        (
            numpy.array([[2.0, -1.0]]),
            (
                "image: the array has numbers from -1.0 to 2.0; for float64 they go from 0 to 1. "
                "Scale them, or pass clamp=True."
            ),
        ),
        (
            numpy.array([[numpy.nan]]),
            (
                "image: the array has numbers from nan to nan; for float64 they go from 0 to 1. "
                "Scale them, or pass clamp=True."
            ),
        ),
        (
            numpy.zeros((2, 2, 2)),
            (
                "image: an array of the shape (2, 2, 2) is not a picture. Pass one of rows and columns, "
                "with 1, 3 or 4 numbers per pixel if it has colours."
            ),
        ),
        (numpy.zeros((0, 2)), "image: the array has the shape (0, 2): it has no pixels."),
    ]:
        with refused(st.errors.InvalidParameterValueError, words):
            tab.run(lambda array=array: st.image(array))


@pytest.mark.parametrize(
    ("options", "error", "text"),
    [
        (
            {"image": [GIF, GIF], "caption": "a"},
            "IncompatibleParametersError",
            "image: caption has 1 items for 2 pictures. Pass one for each.",
        ),
        (
            {"image": [GIF, GIF], "link": "/"},
            "IncompatibleParametersError",
            "image: a link goes with one picture, and there are 2. Show each by itself.",
        ),
        (
            {"link": "javascript:alert(1)"},
            "InvalidParameterValueError",
            (
                "image: link='javascript:alert(1)' is not an address but something to run. Pass one "
                "that begins with 'https://', 'mailto:' or '/'."
            ),
        ),
        (
            {"channels": "HSV"},
            "InvalidParameterValueError",
            "image: channels='HSV' is not one of 'RGB', 'BGR'.",
        ),
        (
            {"output_format": "GIF"},
            "InvalidParameterValueError",
            "image: output_format='GIF' is not one of 'auto', 'PNG', 'JPEG'.",
        ),
        (
            {"width": 0},
            "InvalidWidthError",
            (
                "image: width=0 is neither a number of pixels above 0 "
                "nor one of 'stretch', 'content'."
            ),
        ),
    ],
)
def test_what_cannot_be_is_refused(tab, options, error, text):
    with refused(getattr(st.errors, error), text):
        tab.run(lambda: st.image(**{"image": GIF, **options}))


@pytest.mark.parametrize(
    ("icon", "said"), [(":cake:", "🍰"), (":shark:", "🦈"), ("📦", "📦"), (GIF, "/media/")]
)
def test_a_pages_icon_is_a_picture_or_an_emoji(tab, icon, said):
    tab.run(lambda: st.set_page_config(page_icon=icon))

    assert tab.last_run.builder.root.element.icon.startswith(said)


def decoded(content):
    """Width, height, depth and the dots of a PNG that nothing was done to."""
    assert content.startswith(PNG)
    width, height = (int.from_bytes(content[at : at + 4]) for at in (16, 20))
    depth = {0: 1, 2: 3, 6: 4}[content[25]]
    length = int.from_bytes(content[33:37])
    rows = zlib.decompress(content[41 : 41 + length])
    line = width * depth + 1
    return (
        width,
        height,
        depth,
        b"".join(rows[at + 1 : at + line] for at in range(0, height * line, line)),
    )
