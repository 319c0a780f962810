"""Days with hours of their own, as the site's managers decided them."""
