"""What a request looks like that a proxy passed on, by what it adds to it."""

from __future__ import annotations

ADDED = {
    "Forwarded": "for=192.0.2.7",
    "Via": "1.1 proxy",
    "X-Forwarded-For": "192.0.2.7",
    "X-Forwarded-Host": "accueil.sainte-aube.example",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Port": "443",
    "X-Forwarded-Server": "proxy",
    "X-Real-IP": "192.0.2.7",
    "X-Client-IP": "192.0.2.7",
    "True-Client-IP": "192.0.2.7",
    "CF-Connecting-IP": "192.0.2.7",
    "CDN-Loop": "cloudflare",
    "X-Original-Forwarded-For": "192.0.2.7",
    "X-Cluster-Client-IP": "192.0.2.7",
}
FROM_ELSEWHERE = [
    *({name: value} for name, value in ADDED.items()),
    {"Host": "accueil.sainte-aube.example"},
]
