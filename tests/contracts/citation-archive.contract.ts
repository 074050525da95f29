import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CitationArchive } from '../../src/assistant/ports/citation-archive.ts';
import type { CitedClause } from '../../src/domain/cited-clause.ts';

export interface CitationArchiveHarness {
  /** Opens the same data each time; the archive before it is closed. */
  reopen(): Promise<CitationArchive>;
  dispose(): Promise<void>;
}

/** A clause of the delivery's sample, as it stood before. */
export const CITED: CitedClause = {
  clauseId: 'linjiang-water:1.1',
  documentId: 'linjiang-water',
  documentTitle: '临江市智慧水务行动计划（2023—2025年）',
  documentNumber: '临政发〔2023〕8号',
  issuer: '临江市人民政府',
  issuedOn: '2023-03-01',
  period: { from: 2023, to: 2025 },
  validity: { state: 'in-force', basis: '计划期2023—2025年' },
  path: ['一、供水', '1.智慧管网'],
  label: '《临江市智慧水务行动计划（2023—2025年）》一、1.智慧管网',
  text: '1.智慧管网。建设管网平台。（牵头单位：市水利局）',
  textHash: 'earlier',
  sourceFile: 'water.txt',
  span: { start: 20, end: 44 },
  normalized: false,
  indexVersion: 'v-earlier',
  firstCitedAt: '2024-05-01T00:00:00.000Z',
};

/** What every CitationArchive does. */
export function describeCitationArchive(
  name: string,
  createHarness: () => Promise<CitationArchiveHarness>,
): void {
  describe(`CitationArchive: ${name}`, () => {
    let harness: CitationArchiveHarness;
    let archive: CitationArchive;

    beforeEach(async () => {
      harness = await createHarness();
      archive = await harness.reopen();
    });
    afterEach(() => harness.dispose());

    it('is empty at first, and keeps nothing of nothing', async () => {
      await archive.keep([]);
      expect(await archive.get(CITED.clauseId, CITED.textHash)).toBeNull();
    });

    it('gives back what was cited, each text of a clause for itself', async () => {
      const later = { ...CITED, text: '1.智慧管网。\u0000𠮷', textHash: 'later', documentNumber: null };
      const other = { ...CITED, clauseId: 'linjiang-water:1.2' };
      await archive.keep([CITED, later, other]);
      expect(await archive.get(CITED.clauseId, 'earlier')).toEqual(CITED);
      expect(await archive.get(CITED.clauseId, 'later')).toEqual(later);
      expect(await archive.get('linjiang-water:1.2', 'earlier')).toEqual(other);
      expect(await archive.get('linjiang-water:1.2', 'later')).toBeNull();
    });

    it('keeps what was cited first', async () => {
      await archive.keep([CITED]);
      const again = { ...CITED, firstCitedAt: '2026-01-01T00:00:00.000Z', indexVersion: 'v-next' };
      await archive.keep([again]);
      await Promise.all([archive.keep([again]), archive.keep([again])]);
      expect(await archive.get(CITED.clauseId, CITED.textHash)).toEqual(CITED);
    });

    it('tells apart what only looks alike when it is put together', async () => {
      await archive.keep([{ ...CITED, clauseId: 'a","b', textHash: 'c' }]);
      expect(await archive.get('a', 'b","c')).toBeNull();
      expect(await archive.get('a","b', 'c')).not.toBeNull();
    });

    it.each(['长'.repeat(5000), '', '../../etc', '条\u0000'])('takes any id', async (clauseId) => {
      expect(await archive.get(clauseId, 'h')).toBeNull();
      await archive.keep([{ ...CITED, clauseId, textHash: 'h' }]);
      expect(await archive.get(clauseId, 'h')).toMatchObject({ clauseId });
    });

    it('survives a restart, and closing waits for what is being kept', async () => {
      const keeping = archive.keep(
        Array.from({ length: 200 }, (_, n) => ({ ...CITED, clauseId: `linjiang-water:${n}` })),
      );
      archive = await harness.reopen();
      await keeping;
      for (const n of [0, 199]) {
        expect(await archive.get(`linjiang-water:${n}`, 'earlier')).toMatchObject({ text: CITED.text });
      }
    });

    it('removes the clauses of one document', async () => {
      const other = { ...CITED, clauseId: 'other:1', documentId: 'other' };
      await archive.keep([CITED, { ...CITED, textHash: 'later' }, other]);
      expect(await archive.deleteOfDocument(CITED.documentId)).toBe(2);
      expect(await archive.deleteOfDocument(CITED.documentId)).toBe(0);
      expect(await archive.get(CITED.clauseId, CITED.textHash)).toBeNull();
      expect(await archive.get('other:1', CITED.textHash)).toEqual(other);
    });
  });
}
