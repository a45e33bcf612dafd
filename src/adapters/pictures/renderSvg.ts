/** Renders drawings of our own. For a process that does nothing else: here only SVG can be loaded, no picture of a stranger's. */
import { Buffer } from 'node:buffer';
import sharp from 'sharp';

sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadSvg'] });
sharp.concurrency(1);
sharp.cache(false);

/** @param quality of the JPEG, 1 to 100 */
export function renderSvg(svg: string, quality: number): Promise<Uint8Array> {
  return sharp(Buffer.from(svg)).flatten({ background: '#ffffff' }).jpeg({ quality }).toBuffer();
}
