"""Planning files, as office software writes them: tables (CSV) and calendars (iCalendar).

What is read is lines and events; what they mean is for whoever asked. A file with one mistake is
refused whole, and each mistake names its place and its cure (`mistakes.py`).
"""
