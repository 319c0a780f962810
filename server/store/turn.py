"""Taking turns, where several processes write for one site.

The place in the journal decides every race (`server.journal.tables`), and needs no lock for it. But
whoever has just won knows the day, begins its next group at once, and would win again and again,
while the others read what they missed. So they queue up: first come, first served. It is a courtesy
alone: a process that did not queue up could be refused, never believed.
"""

QUEUE_UP = (
    "SELECT pg_advisory_xact_lock(place) FROM ("
    "SELECT hashtextextended(site, 0) AS place FROM unnest(%s::text[]) AS site ORDER BY 1"
    ") AS places"
)
"""Of PostgreSQL, for a list of sites, until the transaction ends."""
