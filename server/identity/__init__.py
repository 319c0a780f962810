"""Who is who: staff with passwords and sessions, devices with tokens; all secrets hashed at rest."""
