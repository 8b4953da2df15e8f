"""Posts of WordPress sites, drafts among them."""
