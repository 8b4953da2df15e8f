"""An HTML page to an article: tree, pruning, the region of the story, blocks."""
