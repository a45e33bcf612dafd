/** The order of a product's images, as its metadata lists them; 0 stands for the product. Equal ones keep the order they came in. */
export const sql = `
ALTER TABLE images ADD COLUMN rank INTEGER NOT NULL DEFAULT 0;
`;
