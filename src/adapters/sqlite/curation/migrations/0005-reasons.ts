/** Reasons are few beside decisions: they are offered again without looking through all of these. */
export const sql = `
CREATE INDEX decisions_by_reason ON decisions (reason) WHERE state = 'rejected' AND reason IS NOT NULL;
`;
