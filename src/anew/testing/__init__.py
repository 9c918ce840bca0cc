"""Runs apps without a browser, on the same engine and with the patches that a tab gets.

`AppTest` runs an app and inspects what it shows. `Tab` is a complete client: it numbers
events, applies patches and reconnects. `FakeClock` is a clock that moves only when told to.
"""

from anew.errors import AppTestError
from anew.testing.app_test import AppTest
from anew.testing.clock import FakeClock
from anew.testing.tab import Tab

__all__ = ["AppTest", "AppTestError", "FakeClock", "Tab"]
