"""The demo town hall, in one go: site, accounts, devices, virtual printer, visitors."""
