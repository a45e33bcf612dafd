/**
 * What the documents of a product are to be: of what is there, of what somebody brings, and of the team's corrections. A document
 * belongs to who brought its picture first; what the published catalog has is its own.
 */
import type { Attributes, ProductImage } from '../../../contract/products.ts';
import type { PublishedProduct } from '../../../core/cluster/ports.ts';
import type { ProductImageLink } from '../../../core/products/ports.ts';
import { wordsOf } from '../../../core/products/textTokens.ts';
import type { SaidCorrection } from '../../../core/team/ports.ts';
import { joinDigest, partDigest, saidDigest, vectorDigest } from '../format/documentDigest.ts';
import {
  documentId,
  type FoundDocument,
  metadataOf,
  type OwnedImage,
  published,
  type WrittenCorrection,
} from '../format/productDocument.ts';
import { orderTerm, ownOrderTerm, scalarTerms, valueTerm, wordTerms } from '../format/terms.ts';
import { vectorSum } from '../format/vectorBytes.ts';

/** A document as it is there, and which write of it. */
export interface StandingDocument {
  readonly id: string;
  readonly seqNo: number;
  readonly primaryTerm: number;
  readonly digest: string;
  readonly leads: boolean;
  readonly said: FoundDocument;
  /** Of the embedding that is there (`vectorSum`), whatever its digest says; null: none is. */
  readonly vectorSum: number | null;
}

/** What somebody has of a product; null: nothing any more. */
export interface Contribution {
  readonly owner: string;
  readonly product: PublishedProduct | null;
}

/** The team's corrections of a product, and the index that they come from. */
export interface TeamCorrections {
  readonly origin: string;
  readonly corrections: readonly SaidCorrection[];
}

export interface SettledDocument {
  readonly id: string;
  /** Without its vector. */
  readonly body: { readonly digest: string; readonly place: number };
  /** Null: that of the document that is there, or none. */
  readonly vector: Float32Array | null;
  readonly hasVector: boolean;
  /** Null: it is new. */
  readonly upon: StandingDocument | null;
}

export interface SettledProduct {
  /** New or other than before. */
  readonly changed: readonly SettledDocument[];
  readonly unchanged: readonly string[];
  readonly removed: readonly StandingDocument[];
}

interface WholeProduct {
  readonly id: string;
  readonly name: string;
  readonly metadata: Attributes;
  readonly isHidden: boolean;
  readonly word: string;
  readonly images: readonly ProductImageLink[];
  /** By images; of a product without any, by the empty text. */
  readonly owners: ReadonlyMap<string, string>;
  readonly details: readonly OwnedImage[];
}

/** @param nextPlace where a product goes that is new */
export function settleProduct(
  standing: readonly StandingDocument[],
  contribution: Contribution | null,
  team: TeamCorrections,
  nextPlace: () => number,
): SettledProduct {
  const whole = contribution === null ? asItStands(standing) : combine(standing, contribution);
  if (whole === null) return { changed: [], unchanged: [], removed: standing };
  const corrections = newestOf(standing, team, whole.metadata);
  const place = leadOf(standing)?.said.place ?? nextPlace();
  const byId = new Map(standing.map((document) => [document.id, document]));
  const changed: SettledDocument[] = [];
  const unchanged: string[] = [];
  for (const { imageId, id, said } of documentsOf(whole, corrections)) {
    const upon = byId.get(id) ?? null;
    const vector = contribution?.product?.vectors.get(imageId) ?? null;
    const ofVector = vector === null ? partDigest(upon?.digest ?? '').vector : vectorDigest(vector);
    const digest = joinDigest({ said: saidDigest(said), vector: ofVector });
    byId.delete(id);
    const isSound = vector === null || upon?.vectorSum === vectorSum(vector);
    if (upon?.digest === digest && isSound) unchanged.push(id);
    else changed.push({ id, body: { ...said, digest, place }, vector, hasVector: imageId !== '', upon });
  }
  return { changed, unchanged, removed: [...byId.values()] };
}

function leadOf(standing: readonly StandingDocument[]): StandingDocument | undefined {
  return standing.find(({ leads }) => leads) ?? standing[0];
}

const ownerOf = ({ said }: StandingDocument): string => said.from ?? published;

function asItStands(standing: readonly StandingDocument[]): WholeProduct | null {
  const lead = leadOf(standing);
  if (lead === undefined) return null;
  const { said } = lead;
  const owners = new Map(standing.map((one) => [one.said.imageId ?? '', ownerOf(one)]));
  return {
    id: said.product,
    name: said.name,
    metadata: metadataOf(said),
    isHidden: said.hidden === true,
    word: said.shown.word ?? published,
    images: said.shown.images.filter(({ imageId }) => owners.has(imageId)),
    owners,
    details: said.shown.details?.images ?? [],
  };
}

function combine(
  standing: readonly StandingDocument[],
  { owner, product }: Contribution,
): WholeProduct | null {
  const own = new Set(product?.vectors.keys());
  const isOthers = (one: StandingDocument): boolean =>
    ownerOf(one) !== owner && !(owner === published && own.has(one.said.imageId ?? ''));
  const others = standing.filter(isOthers);
  const there = asItStands(standing);
  if (product === null) return there === null ? null : without(there, others, owner);
  const { record, details } = product;
  const owners = new Map(others.map((one) => [one.said.imageId ?? '', ownerOf(one)]));
  const ownImages = record.images.filter(({ imageId }) => own.has(imageId) && !owners.has(imageId));
  for (const { imageId } of ownImages) owners.set(imageId, owner);
  const othersImages =
    there?.images.filter(({ imageId }) => owners.has(imageId) && owners.get(imageId) !== owner) ?? [];
  const ownDetails = details.images.map((image) => ownedImage(image, owner));
  const othersDetails = there?.details.filter(({ from = published }) => from !== owner) ?? [];
  const speaks = owner === published || there === null || there.word === owner;
  if (!speaks)
    return {
      ...{ ...there, owners: withoutPicture(owners, there.word) },
      images: [...othersImages, ...ownImages],
      details: [...othersDetails, ...ownDetails],
    };
  const corrected = Object.entries(details.corrected).map(([field, { metadata }]) => [field, metadata]);
  return {
    id: record.id,
    name: record.name,
    metadata: { ...record.attributes, ...Object.fromEntries(corrected) },
    isHidden: owner === published ? details.isHidden === true : there?.isHidden === true,
    word: owner,
    images: [...ownImages, ...othersImages],
    owners: withoutPicture(owners, owner),
    details: [...ownDetails, ...othersDetails],
  };
}

function withoutPicture(owners: ReadonlyMap<string, string>, owner: string): ReadonlyMap<string, string> {
  return new Map([...owners, ['', owner]]);
}

/** Its word passes on to whoever has a picture of it. */
function without(
  there: WholeProduct,
  others: readonly StandingDocument[],
  owner: string,
): WholeProduct | null {
  const next = leadOf(others);
  if (next === undefined) return null;
  const owners = new Map(others.map((one) => [one.said.imageId ?? '', ownerOf(one)]));
  const isPassedOn = there.word === owner;
  return {
    ...there,
    owners,
    word: isPassedOn ? ownerOf(next) : there.word,
    isHidden: there.isHidden && !(isPassedOn && owner === published),
    images: there.images.filter(({ imageId }) => owners.has(imageId)),
    details: there.details.filter(({ from = published }) => from !== owner),
  };
}

/** Of each field the newest that is known, over what the metadata says now. */
function newestOf(
  standing: readonly StandingDocument[],
  { origin, corrections }: TeamCorrections,
  metadata: Attributes,
): WrittenCorrection[] {
  const newest = new Map<string, WrittenCorrection>();
  const said = corrections.map(({ field, value, metadataThen, seqNo }) => ({
    ...{ field, value, metadataThen, origin, seqNo },
    metadata: '',
  }));
  for (const one of [...standing.flatMap((document) => document.said.shown.corrections), ...said]) {
    const known = newest.get(one.field);
    const isOlder =
      known !== undefined && (known.origin === one.origin ? one.seqNo <= known.seqNo : one.origin !== origin);
    if (!isOlder) newest.set(one.field, one);
  }
  return [...newest.values()]
    .map(({ field, value, metadataThen, origin: from, seqNo }) => ({
      ...{ field, value, metadata: metadata[field] ?? '', metadataThen },
      ...{ origin: from, seqNo },
    }))
    .toSorted((one, other) => (one.field < other.field ? -1 : 1));
}

function documentsOf(whole: WholeProduct, corrections: readonly WrittenCorrection[]) {
  const { id, name, images, owners, word } = whole;
  const values = new Map(Object.entries(whole.metadata));
  for (const { field, value, metadata } of corrections) values.set(field, value ?? metadata);
  const attributes = [...values]
    .filter(([, value]) => value !== '')
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  const said = {
    product: id,
    looseId: id.normalize('NFC'),
    name,
    ...(whole.isHidden && { hidden: true }),
    attributes: attributes.map(([field, value]) => valueTerm(field, value)),
    scalars: attributes.flatMap(([field, value]) => scalarTerms(field, value)),
    order: [
      ownOrderTerm('id', id),
      ownOrderTerm('name', name),
      ...attributes.map(([field, value]) => orderTerm(field, value)),
    ],
    words: [...new Set([...wordsOf(id), ...wordsOf(name)])],
    fieldWords: attributes.flatMap(([field, value]) => wordTerms(field, value)),
  };
  const pictures = images.length === 0 ? [''] : [...new Set(images.map(({ imageId }) => imageId))];
  return pictures.map((imageId, at) => {
    const from = owners.get(imageId) ?? word;
    const shown = {
      images: images.map(({ imageId: one, path }) => ({ imageId: one, path })),
      ...(word !== published && { word }),
      ...(corrections.length > 0 && { corrections }),
      ...(at === 0 && { details: { images: whole.details } }),
    };
    return {
      imageId,
      id: documentId(id, imageId),
      said: {
        ...said,
        leads: at === 0,
        ...(imageId !== '' && { imageId }),
        ...(from !== published && { from }),
        shown,
      },
    };
  });
}

/** Its parts in one order, so that the same is the same as text. */
function ownedImage(image: ProductImage, owner: string): OwnedImage {
  const { imageId, path, folder, state, reason, width, height, sizeBytes } = image;
  const said = { imageId, path, folder, state, reason, width, height, sizeBytes };
  return owner === published ? said : { ...said, from: owner };
}
