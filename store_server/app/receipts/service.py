"""Putting a receipt together."""

import asyncio
from enum import StrEnum

from service_kit.languages import choose
from sqlalchemy.ext.asyncio import AsyncSession

from app.items import service as items
from app.purchases.schemas import PurchaseShown
from app.receipts.pdf import as_pdf
from app.receipts.rules import Receipt, ReceiptLine, as_text
from app.receipts.words import DEFAULT, WORDS
from app.stores.service import require_store, translate


class ReceiptFormat(StrEnum):
    PDF = "pdf"
    TEXT = "txt"


async def write_receipt(
    session: AsyncSession, purchase: PurchaseShown, form: ReceiptFormat, languages: list[str]
) -> bytes:
    """In the first of the languages that there is, else in English.

    Names are those of the sale, but for what is translated to a wanted language.
    """
    words = WORDS[choose(languages, WORDS) or DEFAULT]
    receipt = await _receipt(session, purchase, languages)
    if form is ReceiptFormat.TEXT:
        return as_text(receipt, words).encode()
    return await asyncio.to_thread(as_pdf, receipt, words)


async def _receipt(session: AsyncSession, purchase: PurchaseShown, languages: list[str]) -> Receipt:
    store = await require_store(session, purchase.store_id)
    ids = [line.item_id for line in purchase.items]
    names = await items.names_in_language(session, ids, languages)
    return Receipt(
        store=translate(store, languages).name,
        purchase_id=purchase.id,
        date=purchase.date,
        lines=[
            ReceiptLine(names.get(line.item_id, line.name), line.count, line.price_penny)
            for line in purchase.items
        ],
        total_penny=purchase.total_penny,
        refunded_penny=purchase.refunded_penny,
    )
