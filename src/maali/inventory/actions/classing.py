"""Putting products of the catalogue into capability classes."""

from collections.abc import Mapping

from django.db import transaction

from maali.core.actions import Actor, log
from maali.inventory.models import Product
from maali.inventory.needs import known_need

BATCH = 500


@transaction.atomic
def set_needs(needs: Mapping[int, str], *, by: Actor | str) -> int:
    """Set the capability class of products by key; returns how many changed. "" clears it."""
    products = Product.objects.in_bulk(list(needs))
    changed = []
    for key, product in products.items():
        code = known_need(needs[key])
        if product.need != code:
            product.need = code
            changed.append(product)
    Product.objects.bulk_update(changed, ["need"], batch_size=BATCH)
    log("classed products", f"{len(changed)}", by=by, products=[each.pk for each in changed])
    return len(changed)
