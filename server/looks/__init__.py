"""What the five screens share: colours, letters, icons, page frame, and the script of a live page.

The server writes every word and every tag. A page is painted once by a template; the same fragment
then comes again over a WebSocket and is morphed in. There is no client template and no build step.

    from server.looks.templates import render
    from server.looks.icons import icon
    from server.looks import theme

    html = render("counter/console.html", "fr", tz="Europe/Paris", queue=...)
    css = theme.css("#0b5d66")

Page frame: `looks/base.html` (its blocks are listed at its top), macros in `looks/macros.html`.
Style: `static/house.css` (its classes are listed at its top); colours only by token, see `theme`.
Script: `static/live.js` (its attributes and events are listed at its top).
Foreign files (letters, icons, idiomorph) are in `static/`, named and sealed by `vendor.json`.
"""
