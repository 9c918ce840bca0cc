"""The version of anew, and the version of Streamlit's API that it offers."""

VERSION = "0.1.0"

# What `streamlit.__version__` is in an anew process: scripts compare it with what they need.
API_VERSION = "1.67.0"
