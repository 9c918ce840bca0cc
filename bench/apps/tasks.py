"""A task that reports often, or ten times a second, and a page that shows how far it is."""

import time

import anew as st


@st.task
def report(seconds: float, pause: float) -> float:
    """Report until the time is over; the microseconds of one report."""
    end, count, spent = time.monotonic() + seconds, 0, 0.0
    while (left := end - time.monotonic()) > 0:
        begun = time.perf_counter()
        st.task.report(1 - min(1.0, left / seconds), "on its way")
        spent += time.perf_counter() - begun
        count += 1
        time.sleep(pause)
    return spent / count * 1e6


st.button("Often", on_click=report.start, args=(5.0, 0.0))
st.button("Ten times a second", on_click=report.start, args=(20.0, 0.1))
st.progress(report.progress, report.text)
st.text(f"{report.status} {report.result}")
