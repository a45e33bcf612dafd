/** Which images the last import of their folder could not look at: whatever their state, they are not gone. */
export const sql = `
ALTER TABLE images ADD COLUMN is_unreached INTEGER NOT NULL DEFAULT 0 CHECK (is_unreached IN (0, 1));
`;
