"""A module beside an app."""

WHO = "a neighbour"


def greeting(name: str) -> str:
    return f"Hello, {name}!"
