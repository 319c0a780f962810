"""Who is who: staff with passwords and sessions, devices with tokens; secrets are hashed."""
