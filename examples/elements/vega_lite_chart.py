import anew as st

sold = {"fruit": ["Apples", "Pears", "Plums", "Cherries"], "kilos": [28, 55, 43, 19]}
spec = {
    "mark": {"type": "bar", "tooltip": True},
    "params": [{"name": "picked", "select": {"type": "point", "fields": ["fruit"]}}],
    "encoding": {
        "x": {"field": "fruit", "type": "nominal", "title": "", "axis": {"labelAngle": 0}},
        "y": {"field": "kilos", "type": "quantitative"},
        "opacity": {"condition": {"param": "picked", "value": 1}, "value": 0.3},
    },
}
event = st.vega_lite_chart(sold, spec, key="sold", on_select="rerun", alt="Fruit sold, in kilos")
picked = event.selection.picked
st.text(f"Picked: {', '.join(one['fruit'] for one in picked)}" if picked else "Click on a bar.")
