/**
 * Which state the products and their images are in, for what is derived from them outside the database; as
 * `0002-generation.ts` does for the vectors. What an import writes again as it was changes nothing.
 */
const changed = `BEGIN
  UPDATE product_generation SET number = number + 1, token = lower(hex(randomblob(16)));
END`;

export const sql = `
CREATE TABLE product_generation (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  number INTEGER NOT NULL,
  token TEXT NOT NULL
) STRICT;
INSERT INTO product_generation VALUES (1, 0, lower(hex(randomblob(16))));

CREATE TRIGGER product_added AFTER INSERT ON products ${changed};
CREATE TRIGGER product_removed AFTER DELETE ON products ${changed};
CREATE TRIGGER product_changed AFTER UPDATE ON products
WHEN (old.key, old.id, old.name, old.attributes) IS NOT (new.key, new.id, new.name, new.attributes) ${changed};

CREATE TRIGGER image_added AFTER INSERT ON images ${changed};
CREATE TRIGGER image_removed AFTER DELETE ON images ${changed};
CREATE TRIGGER image_changed AFTER UPDATE OF key, product_key, image_id, path, rank ON images
WHEN (old.key, old.product_key, old.image_id, old.path, old.rank)
  IS NOT (new.key, new.product_key, new.image_id, new.path, new.rank) ${changed};
`;
