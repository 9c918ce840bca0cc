"""What charts share: their record and its place, what is selected in them, and their data.

A chart is drawn by a library in the browser, which is loaded when a page first needs it. The
server sends what it draws: as part of the message if it is small, else as a file that the tab
fetches once, and again only when it has changed.
"""
