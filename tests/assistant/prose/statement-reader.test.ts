import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createStatementReader,
  type WrittenSentence,
} from '../../../src/assistant/prose/statement-reader.ts';
import { STYLES } from '../../support/writers/render-reply.ts';
import type { Written } from '../../support/writers/write-honestly.ts';

const STATEMENTS: readonly Written[] = [
  { text: '新建高压岸电设施12套。', cites: [{ evidence: 1, quote: '新建高压岸电设施12套' }] },
  { text: '由市交通运输局牵头。', cites: [{ evidence: 2, quote: '牵头单位：市交通运输局' }] },
];

/** Styles that carry no quote of their own. */
const WITHOUT_QUOTES = new Set(['prose with marks', 'a marked list']);

describe('the statement reader', () => {
  it.each(Object.keys(STYLES))('reads %s', (style) => {
    const read = readAll(STYLES[style]!(STATEMENTS), 5);
    expect(read.map(({ text }) => text)).toEqual(STATEMENTS.map(({ text }) => text));
    expect(read.map(({ cites }) => cites.map(({ evidence }) => evidence))).toEqual([[1], [2]]);
    const quotes = read.map(({ cites }) => cites[0]?.quote ?? null);
    expect(quotes).toEqual(
      WITHOUT_QUOTES.has(style) ? [null, null] : STATEMENTS.map(({ cites }) => cites[0]!.quote),
    );
  });

  it('reads the same however the reply is cut', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(STYLES)),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 }),
        (style, sizes) => {
          const reply = STYLES[style]!(STATEMENTS);
          expect(readInPieces(reply, sizes)).toEqual(readAll(reply, reply.length));
        },
      ),
    );
  });

  it('gives a statement as soon as it is complete', () => {
    const reader = createStatementReader();
    const [first, second] = STATEMENTS.map((statement) => JSON.stringify(statement));
    expect(reader.push(`{"statements":[${first!.slice(0, -1)}`)).toEqual([]);
    expect(reader.push('}')).toHaveLength(1);
    expect(reader.push(`,${second}`)).toHaveLength(1);
    expect(reader.push(']}')).toEqual([]);
    expect(reader.end()).toEqual([]);
  });

  it('leaves half a statement out', () => {
    expect(readAll(STYLES['json']!(STATEMENTS).slice(0, -30), 9)).toHaveLength(1);
  });

  it('keeps braces, quotes and escapes inside a text', () => {
    const text = '标注“{一类}”的，按"\\"处理\n执行。';
    const reply = JSON.stringify({ statements: [{ text, cites: [{ evidence: 3, quote: 'x' }] }] });
    expect(readAll(reply, 2)).toEqual([
      { text: '标注“{一类}”的，按"\\"处理 执行。', cites: [{ evidence: 3, quote: 'x' }] },
    ]);
  });

  it.each([
    ['nothing', ''],
    ['a refusal', '抱歉，我无法回答这个问题。'],
    ['an empty list', '{"statements":[]}'],
    ['other JSON', '{"answer":42,"ok":[true,null]}'],
    ['broken JSON', '{"statements":[{"text":"未完'],
    ['texts that are none', '{"statements":[{"text":12,"cites":"1"},{"cites":[]}]}'],
    ['braces alone', '}}}{{{'],
  ])('cites nothing for %s', (_name, reply) => {
    expect(readAll(reply, 3).flatMap(({ cites }) => cites)).toEqual([]);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (pieces) => {
        const reader = createStatementReader();
        for (const piece of pieces) reader.push(piece);
        reader.end();
      }),
    );
  });
});

function readAll(reply: string, size: number): WrittenSentence[] {
  return readInPieces(reply, [size]);
}

function readInPieces(reply: string, sizes: readonly number[]): WrittenSentence[] {
  const reader = createStatementReader();
  const read: WrittenSentence[] = [];
  let at = 0;
  for (let i = 0; at < reply.length; i++) {
    const size = Math.max(1, sizes[i % sizes.length]!);
    read.push(...reader.push(reply.slice(at, at + size)));
    at += size;
  }
  return [...read, ...reader.end()];
}
