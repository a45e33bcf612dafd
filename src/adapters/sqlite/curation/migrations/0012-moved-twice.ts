/** Of what the cluster has: under which name it was said before products were renamed, as JSON; null: it was said under this one. */
export const sql = `
ALTER TABLE shared_things ADD COLUMN moved TEXT;
`;
