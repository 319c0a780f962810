"""The lab: past days played again, as they were and under another organisation."""
