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
        CREATE INDEX report_counted ON report (replaced_by, published, outlet, id);
        CREATE INDEX report_integrity ON report (replaced_by, integrity);
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
        CREATE INDEX echo_counted ON echo (how, report);
        """,
    ),
    (
        "events",
        """
        CREATE TABLE telling (
          n INTEGER PRIMARY KEY,
          key TEXT NOT NULL UNIQUE,
          seq INTEGER NOT NULL REFERENCES report (seq),
          aspect TEXT NOT NULL,
          type TEXT NOT NULL,
          outlet TEXT NOT NULL,
          shadow TEXT,
          core TEXT,
          owner TEXT,
          telling BLOB NOT NULL
        );
        CREATE INDEX telling_seq ON telling (seq);
        CREATE INDEX telling_outlet ON telling (outlet);
        CREATE INDEX telling_shadow ON telling (shadow) WHERE shadow IS NOT NULL;
        CREATE INDEX telling_core ON telling (core) WHERE core IS NOT NULL;
        CREATE INDEX telling_owner ON telling (owner, shadow) WHERE owner IS NOT NULL;
        CREATE TABLE telling_key (
          key TEXT NOT NULL, last INTEGER NOT NULL, first INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (key, last, first, n)
        ) WITHOUT ROWID;
        CREATE TABLE pair (
          one TEXT NOT NULL, other TEXT NOT NULL, points REAL NOT NULL, sure INTEGER NOT NULL, reasons TEXT NOT NULL, PRIMARY KEY (one, other)
        ) WITHOUT ROWID;
        CREATE INDEX pair_other ON pair (other);
        CREATE TABLE happening (
          n INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          type TEXT NOT NULL,
          day INTEGER NOT NULL,
          first INTEGER,
          standing TEXT NOT NULL,
          sources INTEGER NOT NULL,
          told INTEGER,
          intensity REAL, certainty REAL NOT NULL,
          place TEXT, geonameid INTEGER, lat REAL, lon REAL, country TEXT, precision TEXT,
          happening BLOB NOT NULL
        );
        CREATE INDEX happening_day ON happening (day);
        CREATE INDEX happening_type ON happening (type, day);
        CREATE INDEX happening_counted ON happening (standing, type);
        CREATE INDEX happening_sources ON happening (sources, day);
        CREATE INDEX happening_best ON happening (type, sources, day);
        CREATE INDEX happening_charted ON happening (day, type, standing, intensity, certainty, sources, id)
          WHERE type <> 'NEWS' AND standing <> 'rejected';
        CREATE INDEX happening_mapped ON happening (
          day, type, standing, intensity, certainty, sources, geonameid, place, lat, lon, country, precision
        ) WHERE lat IS NOT NULL AND type <> 'NEWS' AND standing <> 'rejected';
        CREATE INDEX happening_told ON happening (told) WHERE type <> 'NEWS' AND standing <> 'rejected';
        CREATE INDEX happening_unmapped ON happening (place, type, day, standing, sources, lat)
          WHERE lat IS NULL AND type <> 'NEWS' AND standing <> 'rejected';
        CREATE VIRTUAL TABLE happening_words USING fts5 (parties, places, tokenize = "unicode61 remove_diacritics 2");
        CREATE TABLE happening_origin (key TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (key, id)) WITHOUT ROWID;
        CREATE TABLE contest (
          id TEXT NOT NULL, kind TEXT NOT NULL, what TEXT NOT NULL, day INTEGER NOT NULL, moved INTEGER NOT NULL, arose INTEGER,
          contest BLOB NOT NULL,
          PRIMARY KEY (id, kind, what)
        ) WITHOUT ROWID;
        CREATE INDEX contest_day ON contest (day);
        CREATE INDEX contest_arose ON contest (moved, arose);
        CREATE TABLE recall (telling TEXT NOT NULL, of TEXT NOT NULL, PRIMARY KEY (telling, of)) WITHOUT ROWID;
        CREATE INDEX recall_of ON recall (of);
        """,
    ),
    (
        "what is due",
        """
        CREATE TABLE due_key (key TEXT NOT NULL, until INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (key, until, n)) WITHOUT ROWID;
        CREATE TABLE ending (seq INTEGER PRIMARY KEY REFERENCES report (seq), day INTEGER NOT NULL, tags BLOB NOT NULL);
        CREATE TABLE ending_key (key TEXT NOT NULL, day INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (key, day, seq)) WITHOUT ROWID;
        CREATE TABLE answer (
          ahead TEXT NOT NULL, told TEXT NOT NULL, report TEXT NOT NULL, answer BLOB NOT NULL, PRIMARY KEY (ahead, told)
        ) WITHOUT ROWID;
        CREATE INDEX answer_told ON answer (told);
        CREATE INDEX answer_report ON answer (report);
        CREATE TABLE due (
          n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT, day INTEGER, outcome TEXT NOT NULL, closed INTEGER, due BLOB NOT NULL
        );
        CREATE INDEX due_day ON due (day);
        CREATE INDEX due_outcome ON due (outcome, day);
        CREATE INDEX due_closed ON due (closed) WHERE closed IS NOT NULL;
        CREATE VIRTUAL TABLE due_words USING fts5 (parties, places, tokenize = "unicode61 remove_diacritics 2");
        """,
    ),
    (
        "actors",
        """
        CREATE TABLE appearance (
          seq INTEGER NOT NULL REFERENCES report (seq), actor TEXT NOT NULL, signature TEXT NOT NULL, appearance BLOB NOT NULL,
          PRIMARY KEY (seq, actor)
        ) WITHOUT ROWID;
        CREATE INDEX appearance_signature ON appearance (signature);
        CREATE TABLE persona (signature TEXT PRIMARY KEY, entity TEXT, persona BLOB NOT NULL) WITHOUT ROWID;
        CREATE INDEX persona_entity ON persona (entity);
        CREATE TABLE persona_key (key TEXT NOT NULL, signature TEXT NOT NULL, PRIMARY KEY (key, signature)) WITHOUT ROWID;
        CREATE TABLE judgement (
          one TEXT NOT NULL, other TEXT NOT NULL, verdict TEXT NOT NULL, judgement BLOB NOT NULL, PRIMARY KEY (one, other)
        ) WITHOUT ROWID;
        CREATE INDEX judgement_other ON judgement (other);
        CREATE TABLE entity (
          n INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, sector TEXT, reports INTEGER NOT NULL, last INTEGER, entity BLOB NOT NULL
        );
        CREATE INDEX entity_reports ON entity (reports);
        CREATE VIRTUAL TABLE entity_words USING fts5 (names, tokenize = "unicode61 remove_diacritics 2");
        CREATE TABLE party (
          n INTEGER NOT NULL, role TEXT NOT NULL, signature TEXT NOT NULL, PRIMARY KEY (n, role, signature)
        ) WITHOUT ROWID;
        CREATE INDEX party_signature ON party (signature);
        CREATE TABLE tie (
          seq INTEGER NOT NULL REFERENCES report (seq), id TEXT NOT NULL, type TEXT NOT NULL, sign INTEGER NOT NULL,
          source TEXT NOT NULL, target TEXT NOT NULL, first INTEGER, last INTEGER, day INTEGER, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
          factuality TEXT NOT NULL, odds REAL, quote TEXT NOT NULL, shown INTEGER NOT NULL, PRIMARY KEY (seq, id)
        ) WITHOUT ROWID;
        CREATE INDEX tie_source ON tie (source);
        CREATE INDEX tie_target ON tie (target);
        CREATE INDEX tie_day ON tie (day);
        CREATE TABLE seat (
          seq INTEGER NOT NULL REFERENCES report (seq), name TEXT NOT NULL, party TEXT, head TEXT, seats INTEGER NOT NULL, "of" INTEGER, day INTEGER,
          start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL, PRIMARY KEY (seq, start, name)
        ) WITHOUT ROWID;
        CREATE TABLE follow (
          seq INTEGER NOT NULL REFERENCES report (seq), earlier TEXT NOT NULL, later TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
          PRIMARY KEY (seq, earlier, later)
        ) WITHOUT ROWID;
        """,
    ),
    (
        "who speaks, who is silent",
        """
        CREATE TABLE said (
          key TEXT NOT NULL, seq INTEGER NOT NULL REFERENCES report (seq), day INTEGER, name TEXT NOT NULL, kind TEXT NOT NULL, basis TEXT NOT NULL,
          statements INTEGER NOT NULL, denials INTEGER NOT NULL, signature TEXT, PRIMARY KEY (key, seq)
        ) WITHOUT ROWID;
        CREATE INDEX said_seq ON said (seq);
        CREATE INDEX said_signature ON said (signature) WHERE signature IS NOT NULL;
        CREATE TABLE speaker (
          n INTEGER PRIMARY KEY,
          key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL, basis TEXT NOT NULL,
          reports INTEGER NOT NULL, statements INTEGER NOT NULL, denials INTEGER NOT NULL, first INTEGER, last INTEGER
        );
        CREATE INDEX speaker_reports ON speaker (reports);
        CREATE VIRTUAL TABLE speaker_words USING fts5 (names, tokenize = "unicode61 remove_diacritics 2");
        CREATE TABLE silence (
          seq INTEGER NOT NULL REFERENCES report (seq), start INTEGER NOT NULL, party TEXT NOT NULL, day INTEGER, response TEXT NOT NULL,
          signature TEXT, silence BLOB NOT NULL, PRIMARY KEY (seq, start)
        ) WITHOUT ROWID;
        CREATE INDEX silence_signature ON silence (signature) WHERE signature IS NOT NULL;
        CREATE INDEX silence_day ON silence (day);
        """,
    ),
    (
        "corrections and changes",
        """
        CREATE TABLE correction (
          number INTEGER PRIMARY KEY,
          at TEXT NOT NULL,
          author TEXT NOT NULL,
          what TEXT NOT NULL,
          subject TEXT NOT NULL,
          value TEXT,
          reason TEXT NOT NULL,
          undone TEXT,
          undone_by TEXT
        );
        CREATE TABLE change (number INTEGER PRIMARY KEY, at TEXT NOT NULL, what TEXT NOT NULL, id TEXT NOT NULL, into_ TEXT);
        CREATE INDEX change_id ON change (id);
        CREATE TABLE rebuilt (number INTEGER PRIMARY KEY, at TEXT NOT NULL);
        """,
    ),
    (
        "reports that were passed over",
        """
        ALTER TABLE report ADD COLUMN passed_over TEXT;
        CREATE INDEX report_passed_over ON report (passed_over, published) WHERE passed_over IS NOT NULL;
        """,
    ),
)
