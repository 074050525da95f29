import { expect, it } from 'vitest';
import { cleanText } from '../../ingest/cleaning/clean-text.ts';
import { sourceSpanOf } from '../../src/domain/mapped-text.ts';

it('cuts endless white space short and keeps what stands around it in its place', () => {
  const source = `一、建设${' '.repeat(100_000)}平台${'\n '.repeat(50_000)}二、保障`;
  const { mapped } = cleanText(source);
  expect(mapped.text.length).toBeLessThan(600);
  expect(mapped.text.split(/\s+/)).toEqual(['一、建设', '平台', '二、保障']);
  const start = mapped.text.indexOf('二、保障');
  expect(mapped.text.slice(0, start)).toContain('\n');
  const span = sourceSpanOf(mapped, { start, end: start + 4 });
  expect(source.slice(span.start, span.end)).toBe('二、保障');
});

it('keeps a line break that stands in the middle', () => {
  const source = `一、建设${' '.repeat(1000)}\n${' '.repeat(1000)}二、保障`;
  expect(cleanText(source).mapped.text.split('\n')).toHaveLength(2);
});

it('leaves gaps of a page as they are', () => {
  const source = `一、建设${' '.repeat(200)}平台${'\n'.repeat(40)}二、保障`;
  expect(cleanText(source).mapped.text).toBe(source);
});
