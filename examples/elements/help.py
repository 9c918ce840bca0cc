import anew as st


class Planet:
    """A body that goes around a star.

    Example:
        Planet("Mars").year
    """

    moons = 0

    def __init__(self, name: str, days: int = 365) -> None:
        self.name = name
        self.days = days

    @property
    def year(self) -> str:
        """How long it takes."""
        return f"{self.days} days"

    def greet(self, politely: bool = True) -> str:
        """Words for those who live there."""
        return "Good day" if politely else "Hi"


st.help(st.columns)
st.help(Planet("Mars", 687))

Planet  # What stands bare is written, and so is what it is for.
