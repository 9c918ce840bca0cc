"""A year of weather: brush over the overview, and everything below shows those days."""

import math
import random
from datetime import date, timedelta

import anew as st

PLACES = {  # Mean temperature, how far summer and winter are from it, days with rain, millimetres.
    "By the sea": (9.0, 7.5, 0.55, 5.0),
    "Inland": (11.0, 13.0, 0.3, 4.0),
    "In the tropics": (27.5, 1.5, 0.5, 11.0),
}
DAY = "%Y-%m-%d"


@st.cache_data
def year_at(place):
    """A made-up year, always the same for a place: a row for each day."""
    mean, swing, wet, amount = PLACES[place]
    chance = random.Random(place)
    drift, days = 0.0, []
    for number in range(365):
        drift = 0.8 * drift + chance.gauss(0, 1.6)
        middle = mean - swing * math.cos(math.tau * (number - 15) / 365) + drift
        spread = chance.uniform(2, 5)
        rain = chance.expovariate(1 / amount) if chance.random() < wet else 0.0
        days.append(
            {
                "day": (date(2025, 1, 1) + timedelta(days=number)).strftime(DAY),
                "low": round(middle - spread, 1),
                "mean": round(middle, 1),
                "high": round(middle + spread, 1),
                "rain": round(rain, 1),
            }
        )
    return days


def within(days, chosen):
    """The days from one moment to another, in milliseconds since 1970; all of them for none."""
    if not chosen:
        return days
    first, last = (date(1970, 1, 1) + timedelta(milliseconds=at) for at in chosen)
    return [one for one in days if first.strftime(DAY) <= one["day"] <= last.strftime(DAY)] or days


def average(days, name):
    return sum(one[name] for one in days) / len(days)


st.title("A year of weather")

place = st.segmented_control("Place", list(PLACES), default="By the sea", required=True)
year = year_at(place)

st.caption("Drag over this overview to choose some days; double-click it to have all again.")
overview = st.vega_lite_chart(
    year,
    {
        "height": 90,
        "mark": {"type": "area", "line": True, "opacity": 0.4},
        "params": [{"name": "days", "select": {"type": "interval", "encodings": ["x"]}}],
        "encoding": {
            "x": {"field": "day", "type": "temporal", "title": None},
            "y": {"field": "mean", "type": "quantitative", "title": "°C"},
        },
    },
    key="overview",
    on_select="rerun",
    alt="The mean temperature of each day of the year",
)

days = within(year, overview.selection.days.get("day"))
st.subheader(f"{days[0]['day']} to {days[-1]['day']}", divider="blue")

wet = [one for one in days if one["rain"]]
warmest = max(days, key=lambda one: one["high"])
difference = average(days, "mean") - average(year, "mean")
left, right = st.columns(2)
left.metric("Mean", f"{average(days, 'mean'):.1f} °C", f"{difference:+.1f} to the year")
right.metric("Warmest", f"{warmest['high']:.1f} °C", warmest["day"], delta_arrow="off")
left.metric("Rain", f"{sum(one['rain'] for one in days):,.0f} mm")
right.metric("Days with rain", f"{len(wet)} of {len(days)}")

temperature = {"field": "low", "type": "quantitative", "title": "°C", "scale": {"zero": False}}
st.vega_lite_chart(
    days,
    {
        "height": 220,
        "encoding": {"x": {"field": "day", "type": "temporal", "title": None}},
        "layer": [
            {
                "mark": {"type": "area", "opacity": 0.3},
                "encoding": {"y": temperature, "y2": {"field": "high"}},
            },
            {
                "mark": {"type": "line", "tooltip": {"content": "data"}},
                "encoding": {"y": {**temperature, "field": "mean"}},
            },
        ],
    },
    alt="The lowest, mean and highest temperature of each of these days",
)

months = {}
for one in days:
    month = date.fromisoformat(one["day"]).strftime("%b")
    months[month] = months.get(month, 0.0) + one["rain"]
st.bar_chart(
    {"month": list(months), "rain": list(months.values())},
    x="month",
    y="rain",
    x_label="",
    y_label="Rain, mm",
    sort=False,
    height=200,
    alt="Rain by month, of these days",
)
