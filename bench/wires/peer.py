"""Streamlit's protocol, with Streamlit's own protobuf classes, in Streamlit's environment."""

from __future__ import annotations

from streamlit.proto.BackMsg_pb2 import BackMsg  # type: ignore[import-not-found]
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg  # type: ignore[import-not-found]


class Conversation:
    """One session's messages. Not thread-safe."""

    path = "/_stcore/stream"
    subprotocols: tuple[str, ...] = ("streamlit",)

    def __init__(self) -> None:
        self._button = ""
        self._script_hash = ""

    def hello(self) -> bytes:
        request = BackMsg()
        request.rerun_script.query_string = ""
        return bytes(request.SerializeToString())

    def click(self) -> bytes:
        request = BackMsg()
        request.rerun_script.page_script_hash = self._script_hash
        button = request.rerun_script.widget_states.widgets.add()
        button.id = self._button
        button.trigger_value = True
        return bytes(request.SerializeToString())

    def is_over(self, message: bytes) -> bool:
        answer = ForwardMsg.FromString(message)
        match answer.WhichOneof("type"):
            case "new_session":
                self._script_hash = answer.new_session.page_script_hash
            case "delta" if answer.delta.new_element.WhichOneof("type") == "button":
                self._button = answer.delta.new_element.button.id
            case "script_finished":
                return is_success(answer)
        return False


def is_success(answer: ForwardMsg) -> bool:
    """Whether a run has finished. If it ended early, another one follows it."""
    if answer.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
        raise RuntimeError("Streamlit could not compile the script.")
    return bool(answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY)
