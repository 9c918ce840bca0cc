"""What scripts ask for that anew does not have: no longer, or not at all."""

from __future__ import annotations

import pytest

import anew as st


def test_what_nobody_knows_is_told_with_the_nearest():
    with pytest.raises(AttributeError, match=r"^anew has no 'buton' yet\. Did you mean button"):
        _ = st.buton


@pytest.mark.parametrize(
    ("gone", "successor"),
    [
        ("beta_columns", "st.columns: use that"),
        ("experimental_rerun", "st.rerun: use that"),
        ("experimental_memo", "st.cache_data: use that"),
        ("experimental_singleton", "st.cache_resource: use that"),
        ("experimental_get_query_params", "st.query_params: use that"),
        ("experimental_user", "st.user: use that"),
        ("experimental_show", "st.write: use that"),
        ("cache", "st.cache_data and st.cache_resource: use one of them"),
    ],
)
def test_what_streamlit_gave_up_names_what_took_its_place(gone, successor):
    with pytest.raises(AttributeError) as caught:
        getattr(st, gone)

    text = f"st.{gone} was removed, in Streamlit too, in favour of {successor} instead."
    assert str(caught.value) == text


def test_a_container_names_what_took_the_place_too(tab):
    with pytest.raises(
        AttributeError, match=r"^container\.beta_columns was .* container\.columns: "
    ):
        tab.run(lambda: st.sidebar.beta_columns(2))
    with pytest.raises(AttributeError, match=r"in favour of st\.cache_data: "):
        tab.run(lambda: st.sidebar.experimental_memo)


def test_a_trial_of_nothing_that_came_to_stay_is_an_unknown_name():
    with pytest.raises(AttributeError, match=r"^anew has no 'experimental_magic' yet\."):
        _ = st.experimental_magic
