"""The three errors that Dragoman raises, all at the borders: a source, a data file, a setting."""


class DragomanError(Exception):
    """Base of the three; its message says what was wrong, where, and what to do."""


class SourceError(DragomanError):
    """A report could not be taken in: missing, unreadable, binary, empty, too large, malformed."""


class DataError(DragomanError):
    """A data file (lexicon, gazetteer, model, a user's ontology) is missing or does not hold what it must."""


class SettingError(DragomanError):
    """An option has a value that cannot be used."""
