import { openRegularFile } from '../files/openRegularFile.ts';

/** How every zip archive with something in it begins; a workbook (.xlsx) is one. */
const archiveStart = [0x50, 0x4b, 0x03, 0x04];

/** True for a file that begins as a workbook does, whatever it is called. @throws Failure `file-unreadable` */
export async function isWorkbook(file: string): Promise<boolean> {
  const { handle } = await openRegularFile(file);
  try {
    const start = new Uint8Array(archiveStart.length);
    const { bytesRead } = await handle.read(start, 0, start.length, 0);
    return bytesRead === start.length && archiveStart.every((byte, at) => start[at] === byte);
  } finally {
    await handle.close();
  }
}
