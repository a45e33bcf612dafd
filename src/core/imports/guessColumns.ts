/** Guesses which columns of a metadata file hold the id, the image and the name. */
import { hasImageEnding } from './imageNames.ts';

export interface GuessedColumns {
  readonly idColumn: string | null;
  readonly imageColumn: string | null;
  readonly nameColumn: string | null;
}

/** Names as people write them, compared without case, accents, spaces and punctuation; the surest first. */
const idNames = [
  'id',
  'sku',
  'productid',
  'itemid',
  'articleid',
  'styleid',
  'productsku',
  'variantsku',
  'productcode',
  'itemcode',
  'articlecode',
  'articlenumber',
  'articleno',
  'itemnumber',
  'itemno',
  'productnumber',
  'productno',
  'asin',
  'ean',
  'gtin',
  'uniqid',
  'artikelnummer',
  'artikelnr',
  'artnr',
  'produktid',
  'produktnummer',
  'codigo',
  'codigoproducto',
  'codigodoproduto',
  'idproducto',
  'idproduto',
  'referencia',
  'reference',
  'referenceproduit',
  'idproduit',
  'codeproduit',
  'codicearticolo',
  'codice',
  'idprodotto',
  'code',
  'ref',
];

const imageNames = [
  'image',
  'filename',
  'file',
  'imagepath',
  'imagefile',
  'imagename',
  'imagefilename',
  'imageurl',
  'imagelink',
  'images',
  'img',
  'imgpath',
  'imgurl',
  'imagesrc',
  'picture',
  'photo',
  'filepath',
  'path',
  'link',
  'url',
  'bild',
  'bilddatei',
  'dateiname',
  'imagen',
  'imagem',
  'immagine',
  'foto',
  'fichier',
  'archivo',
  'arquivo',
];

const nameNames = [
  'productdisplayname',
  'productname',
  'displayname',
  'name',
  'title',
  'producttitle',
  'itemname',
  'prodname',
  'articlename',
  'produktname',
  'bezeichnung',
  'artikelbezeichnung',
  'nombre',
  'nombreproducto',
  'nome',
  'nomeproduto',
  'nom',
  'nomproduit',
  'titel',
  'titre',
  'titulo',
  'titolo',
];

/** Share of the filled sample cells that must look like image files. */
const namedShare = 0.5;
/** The same for a column whose name says nothing about images. */
const unnamedShare = 0.8;

/** @param sampleRows some rows of the file; without any, no image column is found */
export function guessColumns(
  columns: readonly string[],
  sampleRows: readonly (readonly string[])[],
): GuessedColumns {
  const idColumn = findByName(columns, idNames, () => true);
  const imageShare = (column: string) => shareOfImages(columns.indexOf(column), sampleRows);
  const others = columns.filter((column) => column !== idColumn);
  const imageColumn =
    findByName(others, imageNames, (column) => imageShare(column) >= namedShare) ??
    others.find((column) => imageShare(column) >= unnamedShare) ??
    null;
  const nameColumn = findByName(
    others.filter((column) => column !== imageColumn),
    nameNames,
    () => true,
  );
  return { idColumn, imageColumn, nameColumn };
}

/** Lower case without accents, spaces and punctuation: "Product ID" and "product_id" are the same name. */
export function plainColumnName(column: string): string {
  return column
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

function findByName(
  columns: readonly string[],
  names: readonly string[],
  isFit: (column: string) => boolean,
): string | null {
  for (const name of names) {
    const found = columns.find((column) => plainColumnName(column) === name && isFit(column));
    if (found !== undefined) return found;
  }
  return null;
}

function shareOfImages(index: number, rows: readonly (readonly string[])[]): number {
  const filled = rows.map((row) => (row[index] ?? '').trim()).filter((cell) => cell !== '');
  if (filled.length === 0) return 0;
  return filled.filter((cell) => hasImageEnding(cell.replace(/[?#].*$/, ''))).length / filled.length;
}
