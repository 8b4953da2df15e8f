"""What the help of each command shows as examples."""

CHECK = """\
```console
zvirka check https://www.example.ua/ukr/news/story.html
zvirka check --uk uk.html --en https://www.example.ua/en/story --ru ru.txt
zvirka check stories/today --format html -o today.html
zvirka check crawl.warc.gz
zvirka check stories/today --format json --fail-on critical > today.json
cat en.txt | zvirka check --uk uk.html --en -
```"""

RUN = """\
```console
zvirka run check stories/today
zvirka run check https://www.example.ua/ukr/news/story.html --format json
```"""

RUN_BATCH = """\
```console
zvirka run batch stories/2026 crawl.warc.gz --helpers 1
zvirka run batch https://www.example.ua/ukr/news/1.html https://www.example.ua/ukr/news/2.html --fail-on critical
zvirka run batch stories/2026 --name january
```"""

SERVE = """\
```console
zvirka serve
zvirka serve --review-port 8000 --prefect-port 0
zvirka serve --no-runs
```"""

WATCH = """\
```console
zvirka watch add visnyk --feed https://visnyk.example/rss --schedule 10m
zvirka watch add visnyk --sitemap https://visnyk.example/news.xml --schedule "*/15 6-23 * * *"
zvirka watch list
zvirka watch pause visnyk
zvirka watch run visnyk
zvirka watch edit visnyk --schedule 5m
zvirka watch remove visnyk
```"""

PARSE = """\
```console
zvirka parse story.html
zvirka parse https://www.example.ua/ukr/news/story.html --format json
```"""

EDITIONS = """\
```console
zvirka editions https://www.example.ua/ukr/news/story.html
```"""

ALIGN = """\
```console
zvirka align stories/today
zvirka align stories/today --explain
```"""

FINDINGS = """\
```console
zvirka findings
zvirka findings STORY
zvirka dismiss STORY FINDING --reason false-alarm --scope text --note "rounded on purpose"
```"""

BATCH = """\
```console
zvirka batch stories/2026 --format jsonl -o stories.jsonl
zvirka batch crawl.warc.gz --format csv -o tables/
zvirka batch stories/2026 --format csv --table totals
```"""

DRAFT = """\
```console
zvirka findings
zvirka draft STORY --provider libre
zvirka draft FINDING FINDING --provider openai
```"""

FORGET = """\
```console
zvirka forget --dry-run
zvirka forget
```"""
