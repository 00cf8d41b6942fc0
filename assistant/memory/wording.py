"""How a fact or a product is put into words before it is embedded: in both languages, since questions come in both."""

from collections.abc import Mapping

from assistant.records.tables import FactRow, Product

WORDS: Mapping[str, str] = {
    "price": "prix, tarif, coût ; price, cost",
    "discount": "remise, réduction, promotion ; discount",
    "deadline": "date limite, fin de l'offre ; deadline, end of the offer",
    "date": "date",
    "term": "durée, échéance, condition du contrat ; term, contract",
    "quantity": "quantité ; quantity",
    "stock": "stock, disponibilité ; in stock, availability",
    "statistic": "chiffre, mesure ; figure, measurement",
    "guarantee": "garantie ; guarantee, warranty",
    "certification": "certification, norme, label ; standard",
    "delivery": "livraison, délai ; delivery, lead time",
    "reference": "référence, client ; reference customer",
    "legal": "obligation légale ; legal requirement",
    "event": "événement, salon, rendez-vous ; event",
    "feature": "caractéristique ; feature",
}


def fact_wording(row: FactRow) -> str:
    """A fact in a sentence."""
    amount = " ".join(part for part in (row.value, row.currency, row.unit) if part)
    return f"{row.subject or ''} — {WORDS.get(row.type, row.type)} : {amount}"


def product_wording(product: Product) -> str:
    """A product in a sentence."""
    parts = (product.name, product.category, product.description_fr, product.description_en, WORDS["price"])
    return ". ".join(part for part in parts if part)
