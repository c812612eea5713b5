"""What a record implies: pure functions from nouns to nouns; `docs/assessments.md` says what each figure means and what it does not say.

`columns` holds a million deeds; `ties`, `patrons`, `tension`, `jumps` and `brokers` stand on it, `camps` and `balance` on ties, `coalitions` and
`power` on an assembly, `episodes` on acts, `turns` on positions; `whatif` supposes one thing otherwise and leaves the rest as it is.
"""
