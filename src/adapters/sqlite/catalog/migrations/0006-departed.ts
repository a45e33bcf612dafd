/** What products that left the catalog had shown: a product that comes back is known by it. */
export const sql = `
CREATE TABLE departed (
  product_id TEXT NOT NULL,
  image_id TEXT NOT NULL,
  PRIMARY KEY (product_id, image_id)
) STRICT, WITHOUT ROWID;
`;
