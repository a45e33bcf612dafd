/** What people call the columns of their tables: the id, the image, the name. */

/** Names as people write them, compared without case, accents, spaces and punctuation; the surest first. */
export const idNames: readonly string[] = [
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
  'barcode',
  'артикул',
  'код',
  'код товара',
  '货号',
  '款号',
  '编号',
  '商品编号',
  '商品编码',
  '商品編號',
  '貨號',
  '品番',
  '商品番号',
  '商品コード',
  '상품코드',
  '상품번호',
  '품번',
].map(plainColumnName);

export const imageColumnNames: readonly string[] = [
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
  'изображение',
  'картинка',
  'фото',
  '图片',
  '主图',
  '圖片',
  '画像',
  '이미지',
].map(plainColumnName);

export const nameColumnNames: readonly string[] = [
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
  'название',
  'наименование',
  'název',
  'nazwa',
  'név',
  '名称',
  '名稱',
  '商品名称',
  '商品名稱',
  '商品名',
  '品名',
  '이름',
  '상품명',
].map(plainColumnName);

/** Lower case without accents, spaces and punctuation: "Product ID" and "product_id" are the same name. */
export function plainColumnName(column: string): string {
  return column
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

const knownNames = new Set([...idNames, ...imageColumnNames, ...nameColumnNames]);

/** True where one of the cells is a word that headers have for an id, an image or a name. */
export function hasKnownColumn(cells: readonly string[]): boolean {
  return cells.some((cell) => knownNames.has(plainColumnName(cell)));
}

/** Columns of a shop's export whose rows belong to a product by its handle, variants and further images included. */
const shopifyNames = ['handle', 'urlhandle'];
const shopifyNeighbours = [
  'bodyhtml',
  'variantsku',
  'imagesrc',
  'variantimage',
  'option1name',
  'option1value',
  'productimageurl',
];

/** The column with the handle of a Shopify export; null for other tables. */
export function findHandleColumn(columns: readonly string[]): string | null {
  const plain = columns.map(plainColumnName);
  const at = plain.findIndex((column) => shopifyNames.includes(column));
  return at >= 0 && plain.some((column) => shopifyNeighbours.includes(column)) ? (columns[at] ?? null) : null;
}

const idWord =
  /(?:^|[\s_-])(?:id|sku|code|codes|number|nummer|nr|no|ean|gtin|upc|mpn|asin|isbn|handle|ref|reference|barcode|key|slug|artikel|article|model|style)(?:$|[\s_-])/;

/** True for names that a column of ids or of other keys may have. */
export function isKeyName(column: string): boolean {
  const plain = plainColumnName(column);
  return (
    knownIds.has(plain) ||
    idWord.test(
      column
        .trim()
        .replace(/([a-z])([A-Z])/g, '$1_$2')
        .toLowerCase(),
    ) ||
    /(?:id|sku|code|ean|gtin|nummer)$/.test(plain)
  );
}

const knownIds = new Set(idNames);

const pictureWord =
  /image|img|picture|photo|foto|bild|afbeelding|imagen|imagem|immagin|gallery|galerie|thumbnail|изображен|картин|фото|图|圖|画像|이미지/;
const fileWord = /fichier|archivo|arquivo|file|path|media|src|url|link|datei/;

/** True for names that only columns of pictures have: "Image 2", "additional_image_link", "Foto". */
export function isPictureName(column: string): boolean {
  return pictureWord.test(plainColumnName(column).normalize('NFC'));
}

/** True for names that a column of image files may have, and columns of other files and addresses too. */
export function isImageName(column: string): boolean {
  return isPictureName(column) || fileWord.test(plainColumnName(column));
}
