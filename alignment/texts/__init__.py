"""What can be read out of one text: words, sentences, numbers, names, negations."""
