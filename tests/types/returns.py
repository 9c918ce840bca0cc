"""What type checkers take widgets to return. `make check` reads it; nothing runs it."""

from __future__ import annotations

from datetime import date, datetime
from typing import assert_type

import anew as st

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
assert_type(st.button("x"), bool)
