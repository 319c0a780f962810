"""Who is planned at the counters, as the site's managers brought it."""
