/** Writes workbooks as spreadsheets do, cell by cell, so that tests can say how each one is stored. */
import { Buffer } from 'node:buffer';
import { crc32, deflateRawSync } from 'node:zlib';

export interface Sheet {
  readonly name: string;
  /** The content of `<sheetData>`. */
  readonly rows: string;
}

export function writeWorkbook(...sheets: readonly Sheet[]): Buffer {
  const parts = sheets.map((_sheet, at) => `xl/worksheets/sheet${at + 1}.xml`);
  return writeArchive([
    ['[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'],
    [
      'xl/workbook.xml',
      `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>${sheets.map(({ name }, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${parts.map((part, at) => `<Relationship Id="rId${at + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="${part.slice(3)}"/>`).join('')}</Relationships>`,
    ],
    [
      'xl/styles.xml',
      '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
    ],
    ...sheets.map(
      ({ rows }, at) =>
        [
          parts[at] ?? '',
          `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`,
        ] as const,
    ),
  ]);
}

/** Rows of plain cells: texts as texts, numbers as numbers, in order from A1. */
export function plainRows(...rows: readonly (readonly (string | number)[])[]): string {
  return rows
    .map((cells, row) => {
      const place = (at: number) => `${String.fromCharCode(65 + at)}${row + 1}`;
      return `<row r="${row + 1}">${cells
        .map((cell, at) =>
          typeof cell === 'number'
            ? `<c r="${place(at)}"><v>${cell}</v></c>`
            : cell === ''
              ? ''
              : `<c r="${place(at)}" t="inlineStr"><is><t>${cell}</t></is></c>`,
        )
        .join('')}</row>`;
    })
    .join('');
}

/** A zip archive; `claimedBytes` lies about how large an entry is. */
export function writeArchive(
  files: readonly (readonly [path: string, content: string])[],
  claimedBytes?: number,
): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of files) {
    const name = Buffer.from(path);
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(claimedBytes ?? bytes.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, name, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), facts, tail, name]));
    locals.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, list, end]);
}
