"""Pages that a parser could choke on, by what is too much in them; a benchmark measures how long they take."""

PARAGRAPH = b"<p>A sentence of a story that goes on for long enough to be one.</p>"
PAGES = {
    "divs": b"<html><body>" + b"<div>" * 200_000,
    "lists": b"<ul><li>" * 5_000 + PARAGRAPH,
    "spans": b"<p>" + b"<span>" * 20_000 + PARAGRAPH,
    "headings": b"<h1>a b</h1>" * 5_000 + PARAGRAPH * 3,
    "classes": b'<div class="' + b"a " * 200_000 + b'">' + PARAGRAPH * 3,
    "json": b"<script type='application/ld+json'>" + b"[" * 20_000 + b"</script>" + PARAGRAPH * 3,
    "title": b"<title>" + b" | abc" * 5_000 + b"</title>" + PARAGRAPH * 3,
    "lines": b"<p>" + b"\n" * 300_000 + b"x</p>" + PARAGRAPH * 3,
    "brackets": b"<p>Photo: " + b"(" * 50_000 + b"</p>" + PARAGRAPH * 3,
    "unclosed": b"<p><b><i><a href=" * 5_000,
    "breaks": b"<article><h1>T</h1>" + b"A line of a long poem<br>" * 12_000,
    "links": PARAGRAPH * 3 + b"<a href='http://a.b/c'>a link in one line</a> " * 10_000,
    "embeds": PARAGRAPH * 3
    + b"".join(b"<iframe src=//a.b/%d/%s></iframe>" % (number, b"x" * 200) for number in range(3_000))
    + b"<div class=fb-post data-href=https://a.b/c></div>" * 8_000,
    "attributes": PARAGRAPH * 3 + b"<div " + b" ".join(b"a%d=1" % number for number in range(60_000)) + b">",
    "blanks": PARAGRAPH * 3 + b"<div" + b" " * 500_000 + b"x = 'y" + b"\t" * 100_000 + b">",
}
