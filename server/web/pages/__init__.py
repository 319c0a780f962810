"""The pages that people look at, one file a screen."""

from server.web.pages import counter, display, home, kiosk, office, phone

ROUTERS = (home.router, kiosk.router, display.router, counter.router, office.router, phone.router)
