"""The rim: HTTP, WebSocket and pages around the application."""
