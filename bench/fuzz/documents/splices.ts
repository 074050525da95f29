import { readdirSync, readFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import { createRandom } from '../../../src/models/adapters/local/seeded-random.ts';
import { ATOMS } from './atoms.ts';
import type { FuzzCase } from './fuzz-cases.ts';

const SEEDS = new URL('../../../seeds/', import.meta.url);

let texts: readonly string[] | undefined;

function seedTexts(): readonly string[] {
  texts ??= readdirSync(SEEDS)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => readFileSync(new URL(name, SEEDS), 'utf8'));
  return texts;
}

/** Pieces of the sample policies in any order, from whole paragraphs down to a few characters. */
function splice(
  length: number,
  longest: number,
  seed: number,
  between: (random: () => number) => string,
): string {
  const random = createRandom(seed);
  const sources = seedTexts();
  const parts: string[] = [];
  for (let size = 0; size < length; ) {
    const source = sources[Math.floor(random() * sources.length)]!;
    const start = Math.floor(random() * source.length);
    const part = source.slice(start, start + 1 + Math.floor(random() * longest)) + between(random);
    parts.push(part);
    size += part.length;
  }
  return parts.join('');
}

const pieces = Object.values(ATOMS).flat();
const anyPiece = (random: () => number): string =>
  pieces[Math.floor(random() * pieces.length)]!.piece(Math.floor(random() * 1000));

function splicesOf(name: string, make: (length: number, seed: number) => string | Uint8Array): FuzzCase[] {
  return [1, 2, 3, 4].map((seed) => ({
    family: 'splices',
    name: `${name}, seed ${seed}`,
    make: (length) => make(length, seed),
  }));
}

export const SPLICES: readonly FuzzCase[] = [
  ...splicesOf('paragraphs', (length, seed) => splice(length, 600, seed, () => '')),
  ...splicesOf('words', (length, seed) => splice(length, 12, seed, () => '')),
  ...splicesOf('paragraphs and pieces', (length, seed) => splice(length, 300, seed, anyPiece)),
  ...splicesOf('pieces', (length, seed) => splice(length, 1, seed, anyPiece)),
  ...splicesOf('without line breaks', (length, seed) =>
    splice(length, 400, seed, anyPiece).replace(/\s+/g, ''),
  ),
  ...splicesOf('in GB18030', (length, seed) => iconv.encode(splice(length, 300, seed, anyPiece), 'gb18030')),
  ...splicesOf('in UTF-16', (length, seed) => iconv.encode(splice(length, 300, seed, anyPiece), 'utf-16le')),
  ...splicesOf('any bytes', (length, seed) => {
    const random = createRandom(seed);
    return Uint8Array.from({ length }, () => Math.floor(random() * 256));
  }),
];
