"""Every error that anew raises for a user, as one tree.

* APIException
  x ParameterError
    - InvalidParameterValueError    a word or value that the parameter does not take
    - InvalidParameterTypeError     a value of another type
    - MissingRequiredParameterError
    - InvalidWidthError, InvalidHeightError, InvalidColumnSpecError, InvalidColumnGapError,
      InvalidVerticalAlignmentError
    - IncompatibleParametersError   two arguments that exclude one another
    - MixedNumericTypesError, InvalidMinMaxError, InvalidNumberFormatError
    - JSNumberBoundsError           a number that a browser cannot hold
    - DefaultNotInOptionsError      a default that is none of the options
    - SelectionCountExceedsMaxError more options chosen than may be
    - BadTimeStringError            a duration that cannot be read
    - UnhashableParamError          an argument of a cached function that cannot be compared
    x ValueOutOfRangeError
      - ValueAboveMaxError, ValueBelowMinError
  x DuplicateWidgetID
    - DuplicateElementId            same kind and arguments twice, without a key
    - DuplicateElementKey           same key twice
  - WidgetAlreadyInstantiatedError  a widget's value set after the widget was made
  - ValueAssignmentNotAllowedError  a value set for a button and its kin
  - InvalidLayoutContextError       a command at a place where it cannot be
  - TooManyElementsError            more elements than a page may hold
  - InvalidFormCallbackError        a callback of a form's widget that is no submit button
  - UnserializableSessionStateError a value that cannot be stored, where all have to be
  - PageNotFoundError               a page that the app does not have
  - QueryParamDictValueError        a dict where a query parameter takes text
  - UnserializableReturnValueError  a result that cannot be cached
  - CachedWidgetWarning             a widget in a cached function
  - CacheRecursionError             a cached function that needs its own result
  - SecretNotFoundError             no secrets, or a file of them that cannot be read
  x NotAvailableError               a part of the API that anew does not have
    - CommandNotAvailableError      a command, asked for by its name
  x UnknownOptionError              an option that does not exist
  - ConfigError                     an option that cannot be read
  x NoRunError                      a command outside a run
  x AppTestError                    something that a user of the tested app could not do
    - AppTestTimeoutError           a tested app that does not end its run

Scripts that know another system catch these under its names: each is also found here
with ``Streamlit`` before its name (``StreamlitAPIException``), and through
``import streamlit.errors`` in an anew process. ``StreamlitValueError`` is
InvalidParameterValueError.
"""

from __future__ import annotations


class APIException(Exception):
    """Anything that anew refuses to do for a script; its text says what to do instead.

    Example:
        >>> from anew.errors import APIException
        >>> try:
        ...     st.columns(0)
        ... except APIException as error:
        ...     st.write("Refused:", str(error))
    """


class ParameterError(APIException):
    """An argument that the command does not take."""


class InvalidParameterValueError(ParameterError, ValueError):
    """A value that the parameter does not take."""


class InvalidParameterTypeError(ParameterError, TypeError):
    """A value of a type that the parameter does not take."""


class MissingRequiredParameterError(ParameterError):
    """An argument that the others make necessary."""


class IncompatibleParametersError(ParameterError):
    """Two arguments that exclude one another."""


class InvalidWidthError(ParameterError):
    """A width that is neither pixels nor one of the words."""


class InvalidHeightError(ParameterError):
    """A height that is neither pixels nor one of the words."""


class InvalidColumnSpecError(ParameterError):
    """Columns that cannot be laid out."""


class InvalidColumnGapError(ParameterError):
    """A gap that is not one of the words."""


class InvalidVerticalAlignmentError(ParameterError):
    """An alignment that is not one of the words."""


class MixedNumericTypesError(ParameterError):
    """Whole and broken numbers in one widget."""


class InvalidMinMaxError(ParameterError):
    """A smallest value above the largest."""


class InvalidNumberFormatError(ParameterError):
    """A format that cannot show numbers."""


class JSNumberBoundsError(ParameterError):
    """A number that a browser cannot hold."""


class DefaultNotInOptionsError(ParameterError):
    """A default that is none of the options."""


class SelectionCountExceedsMaxError(ParameterError):
    """More options chosen than may be."""


class BadTimeStringError(ParameterError):
    """A duration that cannot be read."""


class UnhashableParamError(ParameterError):
    """An argument of a cached function that cannot be compared with that of another call."""


class ValueOutOfRangeError(ParameterError):
    """A value outside its bounds."""


class ValueAboveMaxError(ValueOutOfRangeError):
    """A value above the largest."""


class ValueBelowMinError(ValueOutOfRangeError):
    """A value below the smallest."""


class DuplicateWidgetID(APIException):
    """Two elements of one run that cannot be told apart."""


class DuplicateElementId(DuplicateWidgetID):
    """Two elements of the same kind with the same arguments and no key."""


class DuplicateElementKey(DuplicateWidgetID):
    """Two elements with the same key."""


class WidgetAlreadyInstantiatedError(APIException):
    """A value assigned to a widget that this run has made already."""


class ValueAssignmentNotAllowedError(APIException):
    """A value assigned to a widget that takes none, such as a button."""


class InvalidLayoutContextError(APIException):
    """A command at a place of the page where it cannot be."""


class TooManyElementsError(APIException):
    """More elements than a page may hold (`runner.maxElements`)."""


class InvalidFormCallbackError(APIException):
    """A callback of a form's widget that is no submit button."""


class UnserializableSessionStateError(APIException):
    """A value in the session state that pickle cannot serialize, where all have to be."""


class PageNotFoundError(APIException):
    """A page that the app does not have."""


class QueryParamDictValueError(APIException):
    """A dict where a query parameter takes text or a list of texts."""


class UnserializableReturnValueError(APIException):
    """A result of a cached function that cannot be copied, or not be written to disk."""


class CachedWidgetWarning(APIException):
    """A widget made by a cached function: it would be gone when the result is cached."""


class CacheRecursionError(APIException, RecursionError):
    """A cached function that needs the result which it is computing."""


class SecretNotFoundError(APIException, FileNotFoundError):
    """There are no secrets, or a file of them cannot be read."""


class NotAvailableError(APIException):
    """A part of the API that anew does not have."""


class CommandNotAvailableError(NotAvailableError, AttributeError):
    """A command that anew does not have yet; `hasattr(st, name)` is False for it."""


class ConfigError(APIException):
    """A configuration that cannot be read: its file, option or value."""


class UnknownOptionError(APIException, RuntimeError):
    """An option that does not exist."""


class NoRunError(APIException):
    """A command that only works while a script runs."""


class AppTestError(APIException):
    """Something that a user of the tested app could not do, or not see."""


class AppTestTimeoutError(AppTestError, RuntimeError):
    """A tested app whose run does not end in time."""


class AppTestFileNotFoundError(AppTestError, FileNotFoundError):
    """An app to test that has no file where it is said to have one."""


_FOREIGN_PREFIX = "Streamlit"
# Streamlit's name without its prefix is Python's own here.
_NAMED_OTHERWISE = {"StreamlitValueError": InvalidParameterValueError}


def __getattr__(name: str) -> type[BaseException]:
    own = _NAMED_OTHERWISE.get(name) or globals().get(name.removeprefix(_FOREIGN_PREFIX))
    if name.startswith(_FOREIGN_PREFIX) and isinstance(own, type):
        return own
    raise AttributeError(f"anew.errors has no error {name!r}.")
