import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { docFormat } from '../../ingest/readers/doc/doc-format.ts';
import { docxFormat } from '../../ingest/readers/docx/docx-format.ts';
import { ofdFormat } from '../../ingest/readers/ofd/ofd-format.ts';
import { pdfFormat } from '../../ingest/readers/pdf/pdf-format.ts';
import type { SourceFormat } from '../../ingest/readers/source-format.ts';
import { ReaderError } from '../../src/domain/errors/reader-error.ts';
import { makeDocx, p, tbl, tc } from '../support/make-docx.ts';
import { lineObject, makeOfd, textObject } from '../support/make-ofd.ts';

const FIXTURES = path.resolve(import.meta.dirname, '../fixtures/office');
const fixture = async (name: string) => new Uint8Array(await readFile(path.join(FIXTURES, name)));
const CASES: readonly (readonly [SourceFormat, () => Promise<Uint8Array>])[] = [
  [docFormat, () => fixture('plan.doc')],
  [pdfFormat, () => fixture('plan.pdf')],
  [
    docxFormat,
    async () =>
      makeDocx({ body: p('一、总体要求') + tbl([tc('任务'), tc('单位')], [tc('修路'), tc('市交通局')]) }),
  ],
  [ofdFormat, async () => makeOfd([[textObject('重点任务', 25, 40), lineObject(25, 50, 180, 50)]])],
];
const TRIED = 40;

/** Cut short, bytes changed, zeros, stretches copied to elsewhere. */
function mutate(bytes: Uint8Array, random: () => number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const at = Math.floor(random() * copy.length);
  const kind = Math.floor(random() * 4);
  if (kind === 0) return copy.subarray(0, at);
  if (kind === 1)
    for (let i = 0; i < 8; i++) copy[Math.floor(random() * copy.length)] = Math.floor(random() * 256);
  else if (kind === 2) copy.fill(0, at, at + 200);
  else copy.copyWithin(Math.floor(random() * copy.length), at, at + 500);
  return copy;
}

describe('damaged files are read as far as they are sound, or refused with a reason', () => {
  it.each(CASES)('$name', async (format, bytesOf) => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    let state = seed;
    const random = () => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return state / 2 ** 32;
    };
    const bytes = await bytesOf();
    for (let i = 0; i < TRIED; i++) {
      const error = await Promise.resolve()
        .then(() => format.read(mutate(bytes, random)))
        .then(
          () => null,
          (thrown: unknown) => thrown,
        );
      if (error !== null) expect(error, `seed ${seed}, attempt ${i}`).toBeInstanceOf(ReaderError);
    }
  });
});
