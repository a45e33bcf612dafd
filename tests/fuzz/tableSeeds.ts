/** Small good metadata files as people have them: what the fuzzer damages. */
const rows = [
  ['id', 'articleType', 'baseColour', 'productDisplayName', 'image'],
  ['1163', 'Tshirts', 'Blue', 'Nike Sahara Team India "Jersey"', 'a/1163.jpg'],
  ['1164', 'Tshirts', '', 'Größe 42, lang', '1164.png|1164_2.png'],
  ['0012', 'Kurtas', 'NA', 'ligne 1\nligne 2', 'https://shop.example/i/0012.jpg?v=2'],
  ['=1+1', 'シャツ', 'null', "O'Neill; 50% off", ''],
];

function write(delimiter: string, end = '\r\n'): string {
  const quote = (cell: string) => (/["\n;,\t|]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return rows.map((row) => row.map(quote).join(delimiter) + end).join('');
}

function swapBytes(text: string): Buffer {
  return Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
}

export function writeTableSeeds(): [Buffer, ...Buffer[]] {
  return [
    Buffer.from(write(',')),
    ...[write(';', '\n'), write('\t'), write('|', '\r'), `\ufeff${write(',')}`].map((text) =>
      Buffer.from(text),
    ),
    Buffer.from(`sep=;\r\n${write(';')}`),
    Buffer.from(`Export of May\n\n${write(',')}`),
    Buffer.from(write(';').replace('シャツ', 'Hemd'), 'latin1'),
    Buffer.from(`\ufeff${write(',')}`, 'utf16le'),
    swapBytes(write('\t')),
  ];
}
