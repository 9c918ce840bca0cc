"""The modules of Streamlit that `import streamlit` offers in an anew process, and the names in each.

`__init__.py` answers imports from this table. A name's place is imported when the name is first used.
"""

from __future__ import annotations

from typing import TypeAlias

# A module of anew, or the names of a small module with the place where each is defined.
Source: TypeAlias = "str | dict[str, str]"

_APP = {"App": "anew.server.application.App"}
_EXCEPTIONS = {
    "RerunException": "anew.ambient.control.RerunSignal",
    "StopException": "anew.ambient.control.StopSignal",
}
_CACHES = {
    "cache_data": "anew.caching.cache_data",
    "cache_resource": "anew.caching.cache_resource",
}
_CACHE_ERRORS = {
    "UnhashableParamError": "anew.errors.UnhashableParamError",
    "UnserializableReturnValueError": "anew.errors.UnserializableReturnValueError",
}
_CONTEXT = {
    "ScriptRunContext": "anew.ambient.context.Here",
    "add_script_run_ctx": "anew.compat.functions.add_script_run_ctx",
    "get_script_run_ctx": "anew.compat.functions.get_script_run_ctx",
}
_STATE = {
    "SessionStateProxy": "anew.state.mapping.SessionState",
    "get_session_state": "anew.compat.functions.get_session_state",
}

_UPLOADS = {"UploadedFile": "anew.elements.shared.uploaded_file.UploadedFile"}
_VIEWS = {
    **{name: f"anew.testing.block.{name}" for name in ("Block", "Expander")},
    **{name: f"anew.testing.shown.{name}" for name in ("Button", "Checkbox")},
    "AppTestError": "anew.errors.AppTestError",
    "BlockList": "anew.testing.block.Elements",
    "ColorPicker": "anew.testing.shown.ColorField",
    "Dataframe": "anew.testing.tables.ShownTable",
    "DateInput": "anew.testing.shown.DateField",
    "Element": "anew.testing.shown.Shown",
    "ElementList": "anew.testing.block.Elements",
    "Exception": "anew.testing.shown.Error",
    "Markdown": "anew.testing.texts.ShownMarkdown",
    "Multiselect": "anew.testing.choices.SeveralChoices",
    "NumberInput": "anew.testing.shown.NumberField",
    "Radio": "anew.testing.choices.OneChoice",
    "Selectbox": "anew.testing.choices.OneChoice",
    "Slider": "anew.testing.shown.SliderHandle",
    "Table": "anew.testing.tables.ShownTable",
    "TextArea": "anew.testing.shown.TextField",
    "TextInput": "anew.testing.shown.TextField",
    "TimeInput": "anew.testing.shown.TimeField",
    "Toggle": "anew.testing.shown.Checkbox",
    "Widget": "anew.testing.shown.ShownWidget",
    "WidgetList": "anew.testing.block.Elements",
}

_PICTURES = {"image_to_url": "anew.compat.packages.image_to_url"}
_TABLES = {
    name: f"anew.compat.packages.{name}"
    for name in (
        "convert_anything_to_pandas_df",
        "convert_arrow_bytes_to_pandas_df",
        "convert_pandas_df_to_arrow_bytes",
        "is_dataframe_like",
        "is_pandas_styler",
    )
}
_TYPES = {
    name: f"anew.compat.packages.{name}"
    for name in ("get_fqn", "get_fqn_type", "is_bytes_like", "is_type", "to_bytes")
}

MODULES: dict[str, Source] = {
    "streamlit": "anew",
    "streamlit.column_config": "anew.column_config",
    "streamlit.components": "anew.components",
    "streamlit.components.v1": "anew.components.v1",
    "streamlit.components.v1.components": "anew.components.v1.components",
    "streamlit.components.v1.custom_component": "anew.components.v1.components",
    "streamlit.components.v2": "anew.components.v2",
    "streamlit.config": {
        "get_option": "anew.app.options.get_option",
        "set_option": "anew.app.options.set_option",
    },
    "streamlit.connections": "anew.connections",
    "streamlit.dataframe_util": _TABLES,
    "streamlit.delta_generator": {"DeltaGenerator": "anew.elements.container.Container"},
    "streamlit.elements": {},
    "streamlit.elements.image": _PICTURES,
    "streamlit.elements.lib": {},
    "streamlit.elements.lib.image_utils": _PICTURES,
    "streamlit.elements.lib.layout_utils": {"LayoutConfig": "anew.compat.packages.LayoutConfig"},
    "streamlit.elements.lib.utils": {"to_key": "anew.compat.packages.to_key"},
    "streamlit.elements.utils": {"to_key": "anew.compat.packages.to_key"},
    "streamlit.errors": "anew.errors",
    "streamlit.logger": {"get_logger": "logging.getLogger"},
    "streamlit.runtime": {
        "exists": "anew.compat.functions.exists",
        "get_instance": "anew.compat.packages.get_instance",
    },
    "streamlit.runtime.caching": _CACHES,
    "streamlit.runtime.caching.cache_errors": _CACHE_ERRORS,
    "streamlit.runtime.context": {"ContextProxy": "anew.app.visitor.Visitor"},
    "streamlit.runtime.scriptrunner": {**_CONTEXT, **_EXCEPTIONS},
    "streamlit.runtime.scriptrunner.script_run_context": _CONTEXT,
    "streamlit.runtime.scriptrunner_utils": {},
    "streamlit.runtime.scriptrunner_utils.exceptions": _EXCEPTIONS,
    "streamlit.runtime.scriptrunner_utils.script_run_context": _CONTEXT,
    "streamlit.runtime.secrets": {
        "AttrDict": "anew.app.secrets.Section",
        "Secrets": "anew.app.secrets.Secrets",
        "secrets_singleton": "anew.app.secrets.secrets",
    },
    "streamlit.runtime.state": _STATE,
    "streamlit.runtime.state.session_state_proxy": _STATE,
    "streamlit.runtime.uploaded_file_manager": _UPLOADS,
    "streamlit.starlette": _APP,
    "streamlit.testing": "anew.testing",
    "streamlit.testing.v1": "anew.testing",
    "streamlit.testing.v1.app_test": "anew.testing.app_test",
    "streamlit.testing.v1.element_tree": _VIEWS,
    "streamlit.testing.v1.errors": {"AppTestError": "anew.errors.AppTestError"},
    "streamlit.type_util": {**_TYPES, **_TABLES},
    "streamlit.typing": {
        **_UPLOADS,
        "ChatInputValue": "anew.elements.shared.chat_value.ChatInputValue",
        "DataEditorState": "anew.attribute_dict.Derived",
    },
    "streamlit.version": {"STREAMLIT_VERSION_STRING": "anew.version.API_VERSION"},
    "streamlit.web": {},
    "streamlit.web.cli": {"main": "anew.cli.main"},
    "streamlit.web.server": {},
    "streamlit.web.server.starlette": _APP,
}
