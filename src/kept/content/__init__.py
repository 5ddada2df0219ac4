"""What a document must be: contracts, fields, vocabularies, freshness, audience. Pure rules about one document."""
