"""The records that the layers hand to each other: frozen data, closed values, no behaviour."""
