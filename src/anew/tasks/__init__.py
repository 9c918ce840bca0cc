"""Functions that work beside the runs of a session: `st.task`.

    task        the decorator, and what scripts read of a task
    jobs        one call of such a function, on a thread of its own
    sessions    the tasks of one session, and who is told of them

A task is the session's: its status and progress, and its result, are kept with the session's state. A
session that goes on in another process knows by that what was interrupted.
"""

from __future__ import annotations

from anew.tasks.task import TaskMaker

task = TaskMaker()
