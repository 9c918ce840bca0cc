"""How columns of a table look and, in tables that can be edited, what may be entered.

Pass the results by the names of the columns, to `column_config` of `st.dataframe`:

>>> st.dataframe(
...     {"name": ["Ada"], "score": [0.9]},
...     column_config={"score": st.column_config.ProgressColumn("Score", format="percent")},
... )

Each result is a dict. Besides, a text is a label, None hides a column, a whole number as the key is a
column's position, and "_index" is the index.
"""

from __future__ import annotations

from anew.column_config.charts import AreaChartColumn, BarChartColumn, LineChartColumn
from anew.column_config.choices import ListColumn, MultiselectColumn, SelectboxColumn
from anew.column_config.media import (
    AudioColumn,
    ButtonColumn,
    ImageColumn,
    JsonColumn,
    LinkColumn,
    MarkdownColumn,
    VideoColumn,
)
from anew.column_config.moments import DateColumn, DatetimeColumn, TimeColumn
from anew.column_config.values import (
    CheckboxColumn,
    Column,
    NumberColumn,
    ProgressColumn,
    TextColumn,
)

__all__ = [
    "AreaChartColumn",
    "AudioColumn",
    "BarChartColumn",
    "ButtonColumn",
    "CheckboxColumn",
    "Column",
    "DateColumn",
    "DatetimeColumn",
    "ImageColumn",
    "JsonColumn",
    "LineChartColumn",
    "LinkColumn",
    "ListColumn",
    "MarkdownColumn",
    "MultiselectColumn",
    "NumberColumn",
    "ProgressColumn",
    "SelectboxColumn",
    "TextColumn",
    "TimeColumn",
    "VideoColumn",
]
