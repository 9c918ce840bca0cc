"""The version of anew, and the one that scripts compare, in the one place that says them."""

VERSION = "0.1.0"

# Of Streamlit, whose API scripts find under its name; they compare it with what they need.
API_VERSION = "1.67.0"
