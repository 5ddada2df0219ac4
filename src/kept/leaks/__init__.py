"""What must not be in a site, and looking for it in every byte that was built."""
