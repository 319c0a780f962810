"""Planning files, as office software writes them: tables (CSV) and calendars (iCalendar).

`table_file.py` and `calendar_file.py` read lines and events, whatever they mean; `roster_file.py`
knows what a roster's mean. A file with one mistake is refused whole, and each mistake names its
place and its cure (`mistakes.py`).
"""
