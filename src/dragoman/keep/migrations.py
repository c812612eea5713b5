"""The steps that bring a case file to the newest form, each with its name; a step is never changed once a release has it."""

STEPS: tuple[tuple[str, str], ...] = (
    (
        "reports and their words",
        """
        CREATE TABLE report (
          seq INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          source TEXT NOT NULL,
          external_id TEXT,
          url TEXT,
          outlet TEXT,
          headline TEXT,
          published TEXT,
          integrity REAL NOT NULL,
          added TEXT NOT NULL,
          replaced_by TEXT REFERENCES report (id) DEFERRABLE INITIALLY DEFERRED,
          reading BLOB NOT NULL
        );
        CREATE INDEX report_published ON report (published);
        CREATE INDEX report_url ON report (url) WHERE url IS NOT NULL;
        CREATE INDEX report_external ON report (external_id) WHERE external_id IS NOT NULL;
        CREATE VIRTUAL TABLE words USING fts5 (headline, body, content = '', tokenize = "unicode61 remove_diacritics 2");
        """,
    ),
    (
        "traces and copies",
        """
        CREATE TABLE trace (seq INTEGER PRIMARY KEY REFERENCES report (seq), day INTEGER, trace BLOB NOT NULL);
        CREATE TABLE shingle (hash INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (hash, seq)) WITHOUT ROWID;
        CREATE TABLE rare (key TEXT NOT NULL, day INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (key, day, seq)) WITHOUT ROWID;
        CREATE TABLE echo (
          report TEXT NOT NULL REFERENCES report (id),
          of TEXT NOT NULL REFERENCES report (id),
          how TEXT NOT NULL,
          share REAL NOT NULL,
          reasons TEXT NOT NULL,
          PRIMARY KEY (report, of)
        ) WITHOUT ROWID;
        CREATE INDEX echo_of ON echo (of);
        """,
    ),
    (
        "tellings",
        """
        CREATE TABLE telling (seq INTEGER PRIMARY KEY REFERENCES report (seq), tellings BLOB NOT NULL);
        """,
    ),
)
