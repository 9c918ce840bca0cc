from __future__ import annotations

import pytest
from elements.refusals import refused

import anew as st
from anew.elements.camera_input import CameraInput
from anew.elements.markup import Inline
from anew.elements.shared.files_taken import ShownFile


def test_nothing_is_there_at_first(tab):
    assert tab.run(lambda: st.camera_input("Loaf", "k")) is None
    assert tab.element == CameraInput(id=tab.element.id, label=Inline("Loaf"), key="k")


def test_a_photo_is_the_value(tab):
    script = lambda: st.camera_input("Loaf", "loaf")
    tab.run(script)
    upload = tab.uploads.begin(tab.element.id, "a.jpg", "image/jpeg", 4)
    upload.take(b"\xff\xd8\xff\xd9")
    name = upload.finish().file_id

    file = tab.run(script, sent={"loaf": [name]})

    assert (file.name, file.type, file.getvalue()) == ("a.jpg", "image/jpeg", b"\xff\xd8\xff\xd9")
    assert tab.element.files == (ShownFile(name, "a.jpg", 4),)
    assert tab.run(script, sent={"loaf": []}) is None


@pytest.mark.parametrize(
    ("resolution", "height"), [(None, 0), ("480p", 480), ("720p", 720), ("1080p", 1080)]
)
def test_resolutions(tab, resolution, height):
    tab.run(lambda: st.camera_input("Loaf", resolution=resolution))
    assert tab.element.frame_height == height


def test_a_resolution_that_is_none_is_refused(tab):
    with refused(
        st.errors.InvalidParameterValueError,
        "camera_input: resolution='4k' is not one of None, '480p', '720p', '1080p'.",
    ):
        tab.run(lambda: st.camera_input("Loaf", resolution="4k"))
