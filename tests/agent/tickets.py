"""Documents as the server would compose them."""

from __future__ import annotations

from datetime import datetime

from server.protocol.printing import JobKind, Passage, PrintOrder, TicketDocument

FRENCH = Passage(
    language="fr",
    your_number="Votre numéro",
    service="Carte d’identité, passeport",
    ahead="3 personnes avant vous",
    wait="Attente\u00a0: environ 10 à 20 min",
    place="Installez-vous dans le hall, près de l’écran.",
    follow="Suivez votre tour sur votre téléphone",
    fairness="L’ordre d’appel peut varier selon les démarches et les priorités.",
)
ENGLISH = Passage(
    language="en",
    your_number="Your number",
    service="Identity card, passport",
    ahead="3 people before you",
    wait="Wait: about 10 to 20 min",
    place="Please sit in the hall, near the screen.",
    follow="Follow your turn on your phone",
    fairness="The order of calls depends on services and priorities.",
)
ARABIC = Passage(
    language="ar",
    direction="rtl",
    your_number="رقمكم",
    service="بطاقة الهوية وجواز السفر",
    ahead="3 أشخاص قبلكم",
    wait="مدة الانتظار: من 10 إلى 20 دقيقة تقريبًا",
    place="يرجى الجلوس في القاعة، قرب الشاشة.",
    follow="تابعوا دوركم على هاتفكم",
    fairness="قد يختلف ترتيب النداء حسب المعاملات والأولويات.",
)
DOCUMENTS = ["Un justificatif de domicile de moins d’un an", "Une photo d’identité récente"]
LONG = FRENCH.model_copy(
    update={
        "service": "Déclaration de naissance, de reconnaissance ou de décès et copies d’actes",
        "wait": "Attente\u00a0: environ 1 h 20 à 1 h 50, vous pouvez sortir et revenir",
        "place": "Installez-vous dans la salle d’attente du premier étage (ascenseur à droite), "
        "votre numéro sera affiché et annoncé.",
        "documents_title": "Il vous manque peut-être\u00a0:",
        "documents": [*DOCUMENTS, "Le livret de famille", "L’acte de naissance de l’enfant"],
    }
)


def ticket(
    *passages: Passage, number: str = "A042", site: str = "Mairie de Sainte-Aube", **more: str
) -> TicketDocument:
    return TicketDocument(
        site_name=site,
        number=number,
        taken_at="mardi 24 novembre 2026, 10 h 42",
        passages=list(passages) or [FRENCH],
        follow_url="https://file.sainte-aube.fr/t/7kQ2mX9p",
        **more,
    )


def job(
    name: str, number: str, kind: JobKind = "ticket", expires: datetime | None = None
) -> PrintOrder:
    return PrintOrder(
        id=name, number=number, kind=kind, document=ticket(number=number), expires_at=expires
    )


GOLDEN = {
    "fr": ticket(
        FRENCH.model_copy(
            update={"documents_title": "Il vous manque peut-être\u00a0:", "documents": DOCUMENTS}
        )
    ),
    "en": ticket(ENGLISH, FRENCH),
    "ar": ticket(ARABIC, FRENCH),
    "long": ticket(LONG, number="E107", copy_mark="DUPLICATA"),
}
