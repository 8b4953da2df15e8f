"""Checks of how an edition is written: language, house terms, spelling, quotation marks, embeds."""
