"""The pages that people look at, one file a screen."""

from server.web.pages import (
    api_docs,
    counter,
    display,
    home,
    kiosk,
    office,
    office_fallback,
    office_ticket,
    phone,
)

ROUTERS = (
    home.router,
    api_docs.router,
    kiosk.router,
    display.router,
    counter.router,
    office.router,
    office_fallback.router,
    office_ticket.router,
    phone.router,
)
