/** What a workbook's archive is told by. APPNOTE.TXT of the zip format, 4.3.12 and 4.3.16, and 4.4.5. */

/** Begins an entry of the archive's list. */
export const entryMark = 0x02014b50;
/** Begins what stands after that list. */
export const endMark = 0x06054b50;
/** How an entry is packed. */
export const deflated = 8;
