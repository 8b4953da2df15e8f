"""How much of a text is compared; beyond that it is called too long. SECURITY.md lists the limits for people.

Most of what checks do grows with the product of what two editions have in a row, so that is bounded; the longest
paragraphs of published stories have a fifth of it.
"""

#: Characters of what one edition has in a row; more of it is not checked, and only its beginning encoded.
CHARACTERS = 10_000
#: Words; and numbers, words in capitals, quotation marks, sentences, of each so many.
WORDS, MARKS = 2_000, 300
#: Names, and numbers, by which a paragraph is looked for elsewhere.
SOUGHT = 50
#: Sentences, or names, of a row whose meaning the encoder is asked for one by one.
ASKED = 20
#: Characters of a passage in which one name more or less still tells something.
TELLING = 2_000
