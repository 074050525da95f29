import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createThinkingFilter } from '../../../src/models/adapters/openai/cut-thinking.ts';

function filter(pieces: readonly string[]): string {
  const thinking = createThinkingFilter();
  return pieces.map((piece) => thinking.push(piece)).join('') + thinking.flush();
}

describe('createThinkingFilter', () => {
  it.each([
    ['<think>先看条文</think>\n\n{"a":1}', '{"a":1}'],
    ['\n <think></think>答', '答'],
    ['{"a":"<think>引文</think>"}', '{"a":"<think>引文</think>"}'],
    ['  {"a":1}', '  {"a":1}'],
    ['<thin', '<thin'],
    ['<think>没有结尾', ''],
    ['<think>一</think><think>二</think>', '<think>二</think>'],
    ['', ''],
  ])('%j → %j', (text, expected) => {
    expect(filter([text])).toBe(expected);
  });

  it('gives the same however the reply is cut', () => {
    const text = fc
      .array(fc.constantFrom('<think>', '</think>', '<', '>', ' ', '\n', '条', '{'), { maxLength: 12 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 5 }), (whole, size) => {
        const pieces = whole.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [];
        expect(filter(pieces)).toBe(filter([whole]));
      }),
    );
  });

  it('lets a reply without thinking through at once', () => {
    const thinking = createThinkingFilter();
    expect([thinking.push('{'), thinking.push('"a"')]).toEqual(['{', '"a"']);
  });
});
