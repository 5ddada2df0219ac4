"""Records of a support organisation: customers, products, tickets, and what connects them."""
