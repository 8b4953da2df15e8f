"""Where pages come from: HTTP, files, pasted text, feeds, sitemaps, web archives."""
