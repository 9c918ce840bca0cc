"""Every error that anew raises for a user, as one tree.

* APIException
  x ParameterError
    - InvalidParameterValueError    a value that the parameter does not accept
    - InvalidParameterTypeError     a value of a wrong type
    - MissingRequiredParameterError
    - InvalidWidthError, InvalidHeightError, InvalidColumnSpecError, InvalidColumnGapError,
      InvalidVerticalAlignmentError
    - IncompatibleParametersError   two arguments that cannot be combined
    - MixedNumericTypesError, InvalidMinMaxError, InvalidNumberFormatError
    - JSNumberBoundsError           a number that a browser cannot represent
    - DefaultNotInOptionsError      a default that is not one of the options
    - SelectionCountExceedsMaxError more options chosen than allowed
    - BadTimeStringError            a duration that cannot be parsed
    - UnhashableParamError          an argument of a cached function that cannot be hashed
    x ValueOutOfRangeError
      - ValueAboveMaxError, ValueBelowMinError
  x DuplicateWidgetID
    - DuplicateElementId            same kind and arguments twice, without a key
    - DuplicateElementKey           same key twice
  - WidgetAlreadyInstantiatedError  a widget's value set after the widget was made
  - ValueAssignmentNotAllowedError  a value set for a button or similar widget
  - InvalidLayoutContextError       a command in a place where it is not allowed
  - TooManyElementsError            more elements than a page may hold
  - MarshallComponentException      an argument that a component's frame cannot be given
  - InvalidFormCallbackError        a callback on a widget in a form, not on its submit button
  - UnserializableSessionStateError a value that pickle cannot serialize, if that is required
  - PageNotFoundError               a page that the app does not have
  - QueryParamDictValueError        a dict as the value of a query parameter
  - UnserializableReturnValueError  a result that cannot be cached
  - CachedWidgetWarning             a widget in a cached function
  - CacheRecursionError             a cached function that needs its own result
  - SecretNotFoundError             no secrets, or a secrets file that cannot be read
  - AuthError                       signing in that is set up wrongly, or that failed
    - MissingAuthlibError           signing in without the library that it needs
  x NotAvailableError               a part of the API that anew does not have
    - CommandNotAvailableError      a command that anew does not have
  x UnknownOptionError              an option that does not exist
  - ConfigError                     an option that cannot be read
  x NoRunError                      a command outside of a run
  x SessionOverError                a handle of a session that has ended or moved
  x TaskError                       why a task failed in another process, or its result is gone
  x AppTestError                    a user action that is impossible in the tested app
    - AppTestTimeoutError           a tested app whose run does not end in time

Each error is also available with the prefix ``Streamlit`` (``StreamlitAPIException``), for
scripts written for Streamlit, and through ``import streamlit.errors`` in an anew process.
``StreamlitValueError`` is InvalidParameterValueError.
"""

from __future__ import annotations


class APIException(Exception):
    """The base class of all errors that anew raises. The message says what to do instead.

    Example:
        >>> from anew.errors import APIException
        >>> try:
        ...     st.columns(0)
        ... except APIException as error:
        ...     st.write("Refused:", str(error))
    """


class ParameterError(APIException):
    """An argument that the command does not accept."""


class InvalidParameterValueError(ParameterError, ValueError):
    """A value that the parameter does not accept."""


class InvalidParameterTypeError(ParameterError, TypeError):
    """A value of a type that the parameter does not accept."""


class MissingRequiredParameterError(ParameterError):
    """An argument that is required, given the others."""


class IncompatibleParametersError(ParameterError):
    """Two arguments that cannot be combined."""


class InvalidWidthError(ParameterError):
    """A width that is neither a number of pixels nor one of the accepted words."""


class InvalidHeightError(ParameterError):
    """A height that is neither a number of pixels nor one of the accepted words."""


class InvalidColumnSpecError(ParameterError):
    """Columns that cannot be laid out."""


class InvalidColumnGapError(ParameterError):
    """A gap that is not one of the accepted words."""


class InvalidVerticalAlignmentError(ParameterError):
    """An alignment that is not one of the accepted words."""


class MixedNumericTypesError(ParameterError):
    """Both int and float values in one widget."""


class InvalidMinMaxError(ParameterError):
    """A minimum above the maximum."""


class InvalidNumberFormatError(ParameterError):
    """A format that cannot format numbers."""


class JSNumberBoundsError(ParameterError):
    """A number that a browser cannot represent."""


class DefaultNotInOptionsError(ParameterError):
    """A default that is not one of the options."""


class SelectionCountExceedsMaxError(ParameterError):
    """More options chosen than allowed."""


class BadTimeStringError(ParameterError):
    """A duration that cannot be parsed."""


class UnhashableParamError(ParameterError):
    """An argument of a cached function that cannot be hashed."""


class ValueOutOfRangeError(ParameterError):
    """A value outside its bounds."""


class ValueAboveMaxError(ValueOutOfRangeError):
    """A value above the maximum."""


class ValueBelowMinError(ValueOutOfRangeError):
    """A value below the minimum."""


class DuplicateWidgetID(APIException):
    """Two elements of one run that cannot be told apart."""


class DuplicateElementId(DuplicateWidgetID):
    """Two elements of the same kind with the same arguments and no key."""


class DuplicateElementKey(DuplicateWidgetID):
    """Two elements with the same key."""


class WidgetAlreadyInstantiatedError(APIException):
    """A value assigned to a widget that this run has already made."""


class ValueAssignmentNotAllowedError(APIException):
    """A value assigned to a widget that accepts none, such as a button."""


class InvalidLayoutContextError(APIException):
    """A command in a place of the page where it is not allowed."""


class TooManyElementsError(APIException):
    """More elements than a page may hold (`runner.maxElements`)."""


class MarshallComponentException(APIException):
    """An argument of a component that its frame cannot be given."""


class InvalidFormCallbackError(APIException):
    """A callback on a widget in a form. Only the form's submit buttons may have one."""


class UnserializableSessionStateError(APIException):
    """A value in the session state that pickle cannot serialize, if that is required."""


class PageNotFoundError(APIException):
    """A page that the app does not have."""


class QueryParamDictValueError(APIException):
    """A dict as the value of a query parameter, which has to be a string or a list of strings."""


class UnserializableReturnValueError(APIException):
    """A result of a cached function that cannot be copied, or cannot be written to disk."""


class CachedWidgetWarning(APIException):
    """A widget in a cached function. It would be missing when the result comes from the cache."""


class CacheRecursionError(APIException, RecursionError):
    """A cached function that needs the result that it is computing."""


class SecretNotFoundError(APIException, FileNotFoundError):
    """There are no secrets, or a secrets file cannot be read."""


class AuthError(APIException):
    """Signing in that is set up wrongly, or that has failed. No secret is in the message."""


class MissingAuthlibError(AuthError):
    """Signing in without Authlib, which it needs."""


class NotAvailableError(APIException):
    """A part of the API that anew does not have."""


class CommandNotAvailableError(NotAvailableError, AttributeError):
    """A command that anew does not have yet. `hasattr(st, name)` is False for it."""


class ConfigError(APIException):
    """A configuration file, an option or its value cannot be read."""


class UnknownOptionError(APIException, RuntimeError):
    """An option that does not exist."""


class NoRunError(APIException):
    """A command that only works while a script runs."""


class SessionOverError(APIException):
    """A handle of a session that has ended, or goes on in another process."""


class TaskError(APIException):
    """Why a task failed, as the text that is left of an error; or that its result is gone."""


class AppTestError(APIException):
    """Something that a user of the tested app could not do or see."""


class AppTestTimeoutError(AppTestError, RuntimeError):
    """A tested app whose run does not end in time."""


class AppTestFileNotFoundError(AppTestError, FileNotFoundError):
    """The file of the app to test does not exist."""


_FOREIGN_PREFIX = "Streamlit"
# Without the prefix, this name would be Python's own `ValueError`.
_NAMED_OTHERWISE = {"StreamlitValueError": InvalidParameterValueError}


def __getattr__(name: str) -> type[BaseException]:
    own = _NAMED_OTHERWISE.get(name) or globals().get(name.removeprefix(_FOREIGN_PREFIX))
    if name.startswith(_FOREIGN_PREFIX) and isinstance(own, type):
        return own
    raise AttributeError(f"anew.errors has no error {name!r}.")
