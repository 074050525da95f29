import { describe, expect, it } from 'vitest';
import { placeInFile } from '../../src/domain/place-in-file.ts';
import type { SourceLocation } from '../../src/domain/source-layout.ts';

const layout = (...stretches: readonly (readonly [number, number, SourceLocation])[]) => ({
  locations: stretches.map(([start, end, location]) => ({ start, end, location })),
  marks: [],
  warnings: [],
});
const box = (top: number) => ({ left: 0.1, top, width: 0.8, height: 0.02 });

describe('placeInFile', () => {
  const pages = layout(
    [0, 10, { kind: 'page', page: 1, box: box(0.8) }],
    [11, 20, { kind: 'page', page: 1, box: box(0.9) }],
    [21, 30, { kind: 'page', page: 2, box: null }],
    [31, 40, { kind: 'page', page: 2, box: box(0.2) }],
  );

  it('gives the first page and the boxes of all that a span touches', () => {
    expect(placeInFile(pages, { start: 15, end: 32 })).toEqual({
      page: 1,
      boxes: [
        { page: 1, ...box(0.9) },
        { page: 2, ...box(0.2) },
      ],
    });
  });

  it('does not count what only adjoins', () => {
    expect(placeInFile(pages, { start: 10, end: 21 })).toEqual({
      page: 1,
      boxes: [{ page: 1, ...box(0.9) }],
    });
  });

  it('gives the first cell of a sheet', () => {
    const sheet = layout(
      [0, 4, { kind: 'cell', sheet: '任务', row: 2, column: 0 }],
      [5, 9, { kind: 'cell', sheet: '任务', row: 2, column: 1 }],
    );
    expect(placeInFile(sheet, { start: 5, end: 9 })).toEqual({ cell: { sheet: '任务', row: 2, column: 1 } });
  });

  it('gives nothing where nothing is known', () => {
    expect(placeInFile(null, { start: 0, end: 5 })).toEqual({});
    expect(placeInFile(pages, { start: 40, end: 50 })).toEqual({});
    expect(placeInFile(layout([0, 9, { kind: 'block', block: 3 }]), { start: 0, end: 5 })).toEqual({});
  });

  it('keeps a long quote to so many boxes', () => {
    const long = layout(
      ...Array.from({ length: 900 }, (_, i) => [i, i + 1, { kind: 'page', page: 1, box: box(0) }] as const),
    );
    expect(placeInFile(long, { start: 0, end: 900 }).boxes).toHaveLength(200);
  });
});
