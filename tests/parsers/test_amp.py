"""AMP pages: their own elements for pictures, frames and posts."""

from parsers.page import parse
from parsers.types import BlockKind

PAGE = """<!doctype html><html amp lang="en"><head><meta charset="utf-8"><title>Bridge opened a month early</title>
<link rel="canonical" href="https://post.example/news/bridge">
<style amp-boilerplate>body{animation:none}</style><style amp-custom>p{margin:0}</style></head>
<body><amp-sidebar id="menu" layout="nodisplay"><ul><li><a href="/">Home</a></li><li><a href="/city">City</a></li></ul>
</amp-sidebar><article><h1>Bridge opened a month early</h1>
<p>The bridge over the river was opened a month early, and the first to cross it was a woman with a goat.</p>
<figure><amp-img src="/bridge.jpg" width="800" height="500" alt="The bridge at dawn"></amp-img>
<figcaption>The bridge at dawn</figcaption></figure>
<amp-ad type="doubleclick" width="300" height="250"><div placeholder>Advertisement placeholder text</div></amp-ad>
<p>Builders had worked in three shifts since March, said the head of the works, who had promised it by winter.</p>
<amp-youtube data-videoid="abc123" layout="responsive" width="480" height="270"></amp-youtube>
<p>Next spring the town is going to plant lime trees along the road that leads to it.</p>
<amp-consent id="consent"><p>We use cookies to make this page better for you; agree or leave it.</p></amp-consent>
</article></body></html>"""


def test_amp_page():
    article = parse(PAGE.encode(), url="https://post.example/amp/news/bridge")
    kinds = [block.kind for block in article.blocks]
    assert kinds.count(BlockKind.PARAGRAPH) == 3
    assert BlockKind.IMAGE in kinds
    assert [block.provider for block in article.blocks if block.kind is BlockKind.EMBED] == ["youtube"]
    assert "cookies" not in " ".join(block.text for block in article.blocks)
    assert "placeholder" not in " ".join(block.text for block in article.blocks)
    assert article.canonical == "https://post.example/news/bridge"
