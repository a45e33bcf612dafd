/** Guesses the encoding of text that is no plain UTF-8: the one under which its bytes are the likeliest letters. */
import { TextDecoder } from 'node:util';
import { analyse } from 'chardet';
import { type LetterModel, letterModels, likelihoodOfLetters } from './letterModels.ts';
import { likelihoodOfPairs, pairModels } from './pairModels.ts';
import { findDamage, readDamaged } from './utf8Damage.ts';

/** Bytes that are looked at: tables say soon which letters they have, and every candidate reads them all. */
const sampleBytes = 64 * 1024;
/** What the library's certainty (0…100) is worth beside the letters, in natural logarithms. */
const certaintyPerLog = 25;
/** Logarithm of how common a byte that is none is in UTF-8 that was damaged, or put together of two files. */
const damagedByte = Math.log(0.001);
/** Labels of the library that the standard decoder reads as another encoding. */
const sameEncoding: Readonly<Record<string, string>> = {
  'iso-8859-1': 'windows-1252',
  'iso-8859-9': 'windows-1254',
};

/**
 * @param lines bytes of lines with characters beyond ASCII, line breaks included
 * @param mayBeUtf8 its bytes may be UTF-8 but for those that are read as Windows-1252
 * @returns the label of an encoding that TextDecoder knows; Windows-1252 where nothing is likelier
 */
export function guessEncoding(lines: Uint8Array, mayBeUtf8 = true): string {
  const bytes = lines.subarray(0, sampleBytes);
  const certainties = new Map<string, number>();
  for (const { name, confidence } of analyse(bytes)) {
    const label = name.toLowerCase();
    certainties.set(sameEncoding[label] ?? label, confidence);
  }
  let best = { label: 'windows-1252', likelihood: Number.NEGATIVE_INFINITY };
  const weigh = (label: string, likelihood: number) => {
    const whole = likelihood + (certainties.get(label) ?? 0) / certaintyPerLog;
    if (whole > best.likelihood) best = { label, likelihood: whole };
  };
  for (const model of letterModels) weigh(model.label, likelihoodAsLetters(bytes, model));
  for (const model of pairModels) weigh(model.label, likelihoodOfPairs(bytes, model));
  if (mayBeUtf8) weigh('utf-8', likelihoodAsUtf8(bytes));
  return best.label;
}

function likelihoodAsLetters(bytes: Uint8Array, model: LetterModel): number {
  return likelihoodOfLetters(new TextDecoder(model.label).decode(bytes), model);
}

/** In the likeliest of all languages: Unicode has the letters of each. */
function likelihoodAsUtf8(bytes: Uint8Array): number {
  const damage = findDamage(bytes);
  if (damage.whole === 0) return Number.NEGATIVE_INFINITY;
  const text = readDamaged(bytes, damage);
  const asLetters = letterModels.map((model) => likelihoodOfLetters(text, { ...model, prior: 0 }));
  return Math.max(...asLetters) + damage.places.length * damagedByte;
}
