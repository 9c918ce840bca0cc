"""Measurements: anew beside Streamlit, its peer, and the floor, in one run. `make bench` starts them."""
