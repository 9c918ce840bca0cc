"""What published packages take from inside Streamlit: pictures, tables, the names of types.

These have the signatures that the packages call. Each does what they need of it and nothing more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from anew.ambient.context import here
from anew.elements.frames.tables import frame_of, stream_of, table_in
from anew.elements.shared.pictures import picture_address
from anew.elements.tabular.frames import is_tabular
from anew.errors import NotAvailableError

if TYPE_CHECKING:
    from pathlib import Path


# Pictures and files ---------------------------------------------------------------------


class LayoutConfig(NamedTuple):
    """The size of an element, which pictures do not need here."""

    width: object = None
    height: object = None
    text_alignment: object = None


def image_to_url(
    image: Any,
    layout_config: object = None,
    clamp: bool = False,
    channels: str = "RGB",
    output_format: str = "auto",
    image_id: str = "",
) -> str:
    """The path of a picture, below the app's URL. Older packages pass a width for its layout."""
    word = output_format if output_format in {"PNG", "JPEG"} else "auto"
    return picture_address(
        "image_to_url", image, clamp=clamp, channels=channels, output_format=word
    )


class _Files:
    """The part of the runtime that keeps files for the page."""

    def add(
        self,
        path_or_data: bytes | str | Path,
        mimetype: str,
        coordinates: str = "",
        file_name: str | None = None,
        is_for_static_download: bool = False,
    ) -> str:
        """Keep a file for as long as the page may show it; returns its path."""
        content = path_or_data
        if not isinstance(content, bytes):
            with open(content, "rb") as file:  # noqa: PTH123  # a path in any form
                content = file.read()
        return here().run.media.put(content, mimetype, file_name=file_name or "")


class Runtime:
    """The server, as far as packages may know it."""

    media_file_mgr = _Files()

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):
            raise AttributeError(name)
        raise NotAvailableError(
            f"streamlit.runtime.get_instance().{name} is a part of Streamlit's server, which is "
            f"not here: in this process, streamlit is anew. There is media_file_mgr.add(...)."
        )


def get_instance() -> Runtime:
    return Runtime()


# Tables -----------------------------------------------------------------------------------


def is_dataframe_like(obj: object) -> bool:
    return is_tabular(obj)


def is_pandas_styler(obj: object) -> bool:
    return is_type(obj, "pandas.io.formats.style.Styler")


def convert_anything_to_pandas_df(data: Any, *args: object, **kwargs: object) -> Any:
    return frame_of(data)


def convert_pandas_df_to_arrow_bytes(df: Any) -> bytes:
    return stream_of(df)


def convert_arrow_bytes_to_pandas_df(source: bytes) -> Any:
    return table_in(source)


# Types and keys -----------------------------------------------------------------------------


def get_fqn(the_type: type) -> str:
    return f"{the_type.__module__}.{the_type.__qualname__}"


def get_fqn_type(obj: object) -> str:
    return get_fqn(type(obj))


def is_type(obj: object, fqn_type_pattern: Any) -> bool:
    """Whether an object's type has this full name, or one that a compiled pattern matches."""
    name = get_fqn_type(obj)
    if isinstance(fqn_type_pattern, str):
        return name == fqn_type_pattern
    return fqn_type_pattern.match(name) is not None


def is_bytes_like(obj: object) -> bool:
    return isinstance(obj, bytes | bytearray | memoryview)


def to_bytes(obj: bytes | bytearray | memoryview) -> bytes:
    return bytes(obj)


def to_key(key: object) -> str | None:
    return None if key is None else str(key)
