"""How much one page, feed or site can make zvirka do; SECURITY.md lists them for people."""

#: Characters of a title; of a name, a section, a tag; and how many of the latter a page has.
TITLE, NAME, NAMES = 500, 200, 100
#: Characters of an article's text, and its blocks; the longest of published stories have a fifth of them.
ARTICLE, BLOCKS = 200_000, 3000
#: Bytes of an address, as indexes of databases count; browsers and servers take longer ones, and nothing is published
#: under them.
ADDRESS = 2000
#: Other editions that a page may name in one language; the best evidence stays.
ALTERNATES = 5
#: Requests that looking for the other editions of one page may take, with redirects, retries and robots.txt; seconds.
REQUESTS, SECONDS = 20, 180.0
#: Articles that are taken from a feed, a sitemap or an archive page at one look, the newest first.
ENTRIES = 1000
#: Sitemaps of an index that are read, the newest first (news sites keep one for each day since they began), and bytes
#: of all of them, unpacked: the protocol's own limit for one.
SITEMAPS, INDEX_BYTES = 50, 50 * 1024 * 1024
