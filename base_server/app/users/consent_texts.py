"""What a person agrees to when a face is kept. A text never changes: a new one is a new version."""

CONSENT_TEXTS: dict[str, dict[str, str]] = {
    "2026-11": {
        "en": (
            "I agree that Provodnik makes a mathematical description of my face from the picture "
            "that I give, and keeps it to recognise me on the trains for which I hold a ticket. "
            "The picture itself is not kept. I may withdraw at any time, in the application or "
            "through the crew; the description is then erased. Every service is offered without "
            "a face as well."
        ),
        "ru": (
            "Я согласен, чтобы «Проводник» составил математическое описание моего лица по "
            "снимку, который я даю, и хранил его, чтобы узнавать меня в поездах, на которые у "
            "меня есть билет. Сам снимок не хранится. Я могу отозвать согласие в любое время, в "
            "приложении или через поездную бригаду; тогда описание стирается. Все услуги доступны "
            "и без снимка лица."
        ),
    }
}
CURRENT_VERSION = max(CONSENT_TEXTS)
