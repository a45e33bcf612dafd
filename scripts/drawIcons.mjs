/** Draws resources/icons from icon.svg: PNG for Linux, ICO for Windows, ICNS for macOS. Run it after changing the SVG. */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'resources', 'icons');
const svg = join(folder, 'icon.svg');
const svgPixels = 512;
/** Dots per inch at which an SVG's own pixels are drawn one to one. */
const svgDensity = 72;

const linuxSizes = [16, 32, 48, 64, 128, 256, 512];
const windowsSizes = [16, 24, 32, 48, 64, 128, 256];
/** Types of the Apple icon image format whose content is a PNG, with their edge in pixels. */
const macTypes = {
  icp4: 16,
  icp5: 32,
  icp6: 64,
  ic07: 128,
  ic08: 256,
  ic09: 512,
  ic11: 32,
  ic12: 64,
  ic13: 256,
  ic14: 512,
};

function draw(size) {
  return sharp(svg, { density: (svgDensity * size) / svgPixels })
    .resize(size, size)
    .png({ compressionLevel: 9 })
    .toBuffer();
}

/** An ICO is a directory of 16-byte entries, then the pictures; PNG is allowed since Windows Vista. */
function packIco(pictures) {
  const headerBytes = 6 + 16 * pictures.length;
  const header = Buffer.alloc(headerBytes);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = headerBytes;
  for (const [at, { size, png }] of pictures.entries()) {
    const entry = 6 + 16 * at;
    // 0 means 256.
    header.writeUInt8(size % 256, entry);
    header.writeUInt8(size % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(png.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}

/** An ICNS is a sequence of chunks: four letters, the length with this header, the PNG. */
function packIcns(pictures) {
  const chunks = pictures.map(({ type, png }) => {
    const header = Buffer.alloc(8);
    header.write(type, 0, 'latin1');
    header.writeUInt32BE(png.length + 8, 4);
    return Buffer.concat([header, png]);
  });
  const header = Buffer.alloc(8);
  header.write('icns', 0, 'latin1');
  header.writeUInt32BE(8 + chunks.reduce((sum, chunk) => sum + chunk.length, 0), 4);
  return Buffer.concat([header, ...chunks]);
}

for (const size of linuxSizes) writeFileSync(join(folder, `${size}x${size}.png`), await draw(size));
const windows = await Promise.all(windowsSizes.map(async (size) => ({ size, png: await draw(size) })));
writeFileSync(join(folder, 'icon.ico'), packIco(windows));
const mac = await Promise.all(
  Object.entries(macTypes).map(async ([type, size]) => ({ type, png: await draw(size) })),
);
writeFileSync(join(folder, 'icon.icns'), packIcns(mac));
