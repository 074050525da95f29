import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import {
  decodeOriginals,
  encodeOriginals,
} from '../../src/clause-index/adapters/embedded/originals/originals-file.ts';
import type { SourceLayout } from '../../src/domain/source-layout.ts';
import { HEALTH, makeDocument } from '../contracts/index-fixtures.ts';

const origin = { kind: 'paths', paths: ['/srv/policies'], fingerprint: '' } as const;
const document = makeDocument(HEALTH, '临江市健康方案', 1);
const layout: SourceLayout = {
  locations: [{ start: 0, end: 2, location: { kind: 'page', page: 1, box: null } }],
  marks: [{ kind: 'heading', level: 1, span: { start: 0, end: 2 } }],
  warnings: [],
};
const encode = (...documents: Parameters<typeof encodeOriginals>[0]['documents'][number][]) =>
  Buffer.concat([...encodeOriginals({ origin, documents })]);

it('keeps documents, sources and layouts', () => {
  const documents = [
    { document, source: '一、', layout },
    { document, source: null, layout: null },
  ];
  expect(decodeOriginals(encode(...documents))).toEqual({ origin, documents });
});

it('reads what an earlier version wrote, which knew no layouts', () => {
  const text = gunzipSync(encode({ document, source: '一、', layout: null })).toString();
  const earlier = gzipSync(text.replace(',"layout":null', ''));
  expect(decodeOriginals(earlier)?.documents).toEqual([{ document, source: '一、', layout: null }]);
});

it('gives nothing where a byte or a line is missing', () => {
  const whole = encode({ document, source: '一、', layout }, { document, source: '二、', layout: null });
  expect(decodeOriginals(whole.subarray(0, -1))).toBeNull();
  const lines = gunzipSync(whole).toString().split('\n');
  expect(decodeOriginals(gzipSync(`${lines.slice(0, 2).join('\n')}\n`))).toBeNull();
});
