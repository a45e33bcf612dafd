/**
 * Which state the vectors are in, for what is derived from them outside the database. Triggers keep it, so that nothing
 * that writes vectors can forget to. The number counts changes; the token tells apart two databases that count alike (a
 * backup that was put back, another catalog's copy).
 */
export const sql = `
CREATE TABLE embedding_generation (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  number INTEGER NOT NULL,
  token TEXT NOT NULL
) STRICT;
INSERT INTO embedding_generation VALUES (1, 0, lower(hex(randomblob(16))));

CREATE TRIGGER embedding_added AFTER INSERT ON embeddings BEGIN
  UPDATE embedding_generation SET number = number + 1, token = lower(hex(randomblob(16)));
END;
CREATE TRIGGER embedding_changed AFTER UPDATE ON embeddings BEGIN
  UPDATE embedding_generation SET number = number + 1, token = lower(hex(randomblob(16)));
END;
CREATE TRIGGER embedding_removed AFTER DELETE ON embeddings BEGIN
  UPDATE embedding_generation SET number = number + 1, token = lower(hex(randomblob(16)));
END;
`;
