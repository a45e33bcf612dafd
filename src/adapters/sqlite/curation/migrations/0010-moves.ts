/**
 * Of what is to be sent: under which name it was said before a product was renamed, as JSON. Of the journal: by which renaming a line came to
 * the name that it has, so that it is moved once by each.
 */
export const sql = `
ALTER TABLE outbox ADD COLUMN moved TEXT;
ALTER TABLE journal ADD COLUMN moved_by TEXT;
`;
