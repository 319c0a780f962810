"""Paper for those who work here: the test page, the day's report, numbers printed in advance."""
