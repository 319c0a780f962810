"""Interruptions of days to come, as the site's managers planned them."""
