import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isExpected, NO_NUMBERING, readNumber, takeNumber } from '../../ingest/parsing/numbering.ts';

const cases = readFileSync(new URL('../fixtures/numbering/numbers.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '' && !line.startsWith('#'))
  .map((line) => line.split(' ｜ ').map((part) => part.trim()) as [string, string]);

describe('readNumber', () => {
  it.each(cases)('%s', (line, expected) => {
    const token = readNumber(line);
    expect(token ? `${token.kind} ${token.value} ${token.printed}` : '无').toBe(expected);
  });
});

describe('the number that is due', () => {
  const state = ['一、', '（一）', '（二）', '（三）', '二、'].reduce(
    (open, text) => takeNumber(open, readNumber(text)!),
    NO_NUMBERING,
  );

  it.each([
    ['三、', true, 'the next of an open level'],
    ['（一）', true, 'the first of a deeper level'],
    ['（四）', true, 'going on where a closed level ended'],
    ['（六）', false, 'a leap'],
    ['二、', false, 'the same again'],
    ['五、', false, 'a leap of an open level'],
    ['1.', true, 'a level not used so far'],
    ['3.', false, 'a level that would begin in the middle'],
  ])('%s is %s: %s', (text, due) => {
    expect(isExpected(state, readNumber(text)!)).toBe(due);
  });
});
