"""What one document must be: contracts, fields, vocabularies, freshness, audience; pure rules."""
