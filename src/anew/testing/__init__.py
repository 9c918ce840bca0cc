"""Apps driven without a browser: over the same engine, with the patches that a tab gets.

`AppTest` runs an app and looks at what it shows. `Tab` is a whole client: it numbers
events, applies patches, reconnects. `FakeClock` is time that stands still.
"""

from anew.errors import AppTestError
from anew.testing.app_test import AppTest
from anew.testing.clock import FakeClock
from anew.testing.tab import Tab

__all__ = ["AppTest", "AppTestError", "FakeClock", "Tab"]
