"""The forms of what well-known libraries make.

None of them is imported before there is a value of it to write, or to read. Which library
that is, a form's number says; no text within the bytes is ever a module's name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anew.codec import arrays, figures, frame_columns, frames, pictures, tables
from anew.codec.errors import RefusedError
from anew.codec.libraries import known_kind

if TYPE_CHECKING:
    from anew.codec.form import Form, Writing

# By library, then by the exact class's name; `numpy.generic` is for all of its kind.
_FORMS: dict[tuple[str, str], Form] = {
    **arrays.FORMS,
    **frames.FORMS,
    **frame_columns.FORMS,
    **tables.FORMS,
    **pictures.FORMS,
    **figures.FORMS,
}
_TAKEN_CARE_OF = (RefusedError, UnicodeEncodeError, OverflowError, RecursionError)


def _guarded(form: Form) -> Form:
    """A form that says which value a library's own error is about."""

    def write(value: Any, writing: Writing) -> Any:
        try:
            return form.write(value, writing)
        except _TAKEN_CARE_OF:
            raise
        except Exception as error:
            # The error's text may repeat a part of the value.
            raise RefusedError(
                value, f"its library cannot write it ({type(error).__name__})"
            ) from error

    return form._replace(write=write)


_FORMS = {name: _guarded(form) for name, form in _FORMS.items()}
FORMS_BY_NUMBER: dict[int, Form] = {form.number: form for form in _FORMS.values()}


def library_form_of(kind: type) -> Form | None:
    """The form of a library's class; None if it has none."""
    form: Form | None = known_kind(kind, _FORMS)
    return form
