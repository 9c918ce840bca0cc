"""What type checkers take widgets to return. `make check` reads it; nothing runs it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import assert_type

import anew as st
from anew.connections import SQLConnection
from anew.elements.container import Container
from anew.elements.shared.chat_value import ChatInputValue
from anew.elements.shared.uploaded_file import UploadedFile

SIZES = [1, 2, 3]

assert_type(st.selectbox("x", SIZES), int)
assert_type(st.selectbox("x", SIZES, None), int | None)
assert_type(st.selectbox("x", SIZES, accept_new_options=True), int | str)
assert_type(st.selectbox("x", SIZES, index=None, accept_new_options=True), int | str | None)
assert_type(st.sidebar.selectbox("x", ["a", "b"]), str)
assert_type(st.radio("x", SIZES), int)
assert_type(st.radio("x", SIZES, index=None), int | None)
assert_type(st.multiselect("x", SIZES), list[int])
assert_type(st.multiselect("x", SIZES, accept_new_options=True), list[int | str])
assert_type(st.pills("x", SIZES), int | None)
assert_type(st.pills("x", SIZES, selection_mode="multi"), list[int])
assert_type(st.container().segmented_control("x", SIZES), int | None)
assert_type(st.text_input("x"), str)
assert_type(st.text_input("x", None), str | None)
assert_type(st.datetime_input("x"), datetime)
assert_type(st.datetime_input("x", None), datetime | None)
assert_type(st.date_input("x"), date)
assert_type(st.date_input("x", None), date | None)
assert_type(st.date_input("x", ("2024-07-01", "2024-07-14")), tuple[date, ...])
assert_type(st.time_input("x"), time)
assert_type(st.time_input("x", None), time | None)
assert_type(st.text_area("x"), str)
assert_type(st.text_area("x", None), str | None)
assert_type(st.number_input("x", 1), int)
assert_type(st.number_input("x", value=0.5), float)
assert_type(st.number_input("x", 1, value=None), int | None)
assert_type(st.file_uploader("x"), UploadedFile | None)
assert_type(st.file_uploader("x", accept_multiple_files=True), list[UploadedFile])
assert_type(st.sidebar.file_uploader("x", "csv", "directory"), list[UploadedFile])
assert_type(st.audio_input("x"), UploadedFile | None)
assert_type(st.camera_input("x"), UploadedFile | None)
assert_type(st.chat_input("x"), str | None)
assert_type(st.chat_input("x", accept_file=True), ChatInputValue | None)
assert_type(st.chat_input("x", accept_audio=True), ChatInputValue | None)
assert_type(st.chat_input("x", accept_audio=True, accept_file=True), ChatInputValue | None)
assert_type(st.link_button("x", "https://example.org"), Container)
assert_type(st.link_button("x", "https://example.org", on_click="rerun"), bool)
assert_type(st.button("x"), bool)


class Pets(st.connections.BaseConnection[list[str]]):
    def _connect(self, **kwargs: object) -> list[str]:
        return []

    def names(self) -> list[str]:
        return self._instance


assert_type(st.connection("sql"), SQLConnection)
assert_type(st.connection("pets", type="sql", url="sqlite://"), SQLConnection)
assert_type(st.connection("pets", type=Pets, ttl=None).names(), list[str])
