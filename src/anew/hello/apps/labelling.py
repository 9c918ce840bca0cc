"""Labelling images: each click notes an answer and goes on to the next image."""

import csv
import io
import math
import random

import anew as st

COLOURS = ["#4453d6", "#c42b3a", "#15803d", "#b45309"]
LABELS = ["Circle", "Triangle", "Square", "Star"]


def drawing(number):
    """An image with one shape, always the same for a number."""
    chance = random.Random(number)
    points = {"Triangle": 3, "Square": 4, "Star": 10}
    label, colour = chance.choice(LABELS), chance.choice(COLOURS)
    x, y, size = chance.uniform(90, 190), chance.uniform(80, 120), chance.uniform(35, 65)
    turn = chance.uniform(0, math.tau)
    shape = f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{size:.0f}" fill="{colour}"/>'
    if label != "Circle":
        count = points[label]
        corners = [
            (turn + math.tau * at / count, size * (0.45 if label == "Star" and at % 2 else 1))
            for at in range(count)
        ]
        path = " ".join(
            f"{x + math.cos(angle) * far:.1f},{y + math.sin(angle) * far:.1f}"
            for angle, far in corners
        )
        shape = f'<polygon points="{path}" fill="{colour}"/>'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 280 200" width="560" height="400">'
        f'<rect width="280" height="200" fill="#eceef3"/>{shape}</svg>'
    )


def answer(number, label):
    st.session_state.answers[number] = label


def take_back():
    st.session_state.answers.popitem()


def start_over():
    st.session_state.answers = {}


st.title("Labelling images")

if "answers" not in st.session_state:
    st.session_state.answers = {}
answers = st.session_state.answers

total = st.select_slider("How many images?", [5, 10, 20], value=10)
number = len(answers)
st.progress(min(number / total, 1.0), f"{min(number, total)} of {total}")

if number < total:
    st.image(drawing(number), alt=f"Image {number + 1}", width="stretch")
    with st.container(horizontal=True):
        for key, label in enumerate(LABELS, start=1):
            st.button(label, on_click=answer, args=(number, label), shortcut=str(key))
else:
    st.success("All images have a label. Thank you!")
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["image", "label"])
    writer.writerows(answers.items())
    st.download_button("Download the labels", table.getvalue(), "labels.csv", on_click="ignore")

with st.container(horizontal=True):
    st.button("Take the last one back", on_click=take_back, disabled=not answers)
    st.button("Start over", on_click=start_over, disabled=not answers)

columns = st.columns(len(LABELS))
for column, label in zip(columns, LABELS):
    column.metric(label, list(answers.values()).count(label))
