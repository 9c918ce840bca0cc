"""What commands find lent to them, with an app and without."""

from __future__ import annotations

import subprocess
import sys

from anew.ambient.context import here
from anew.ambient.loan import loan_without_app


def test_without_an_app_nothing_that_a_command_put_is_there_for_the_next():
    address = here().run.media.put(b"pixels", "image/png")

    assert here().run.media.held(address) is None


def test_without_an_app_asyncio_is_not_imported_for_a_loop_that_nobody_awaits_on():
    code = "import sys, anew as st; st.text('x'); print('asyncio' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"


def test_a_loop_is_made_when_it_is_first_used_and_closed_with_the_loan():
    loan = loan_without_app(set())
    loan.close()  # There is none yet.
    loop = loan.event_loop.use()

    loan.close()

    assert loop.is_closed()
