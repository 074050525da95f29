import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderCsv } from '../../src/domain/render-csv.ts';
import { renderCsv as renderCsvOfPage } from '../../web/src/text/render-csv.ts';

it.each([
  ['市水务局', '市水务局'],
  ['=1+1', "'=1+1"],
  ['+86', "'+86"],
  ['-5%', "'-5%"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['＝1', "'＝1"],
  ['\t=1', '"\'\t\'=1"'],
  ['\r=1', '"\'\r\'=1"'],
  ['\n=1', '"\'\n\'=1"'],
  [' =1', "' =1"],
  ['\u3000\t@SUM(A1)', '"\'\u3000\t\'@SUM(A1)"'],
  ['甲;=1+1', '"甲;\'=1+1"'],
  ['甲;"=1+1;"', '"甲;""\'=1+1;"""'],
  ['甲\n- 乙', '"甲\n\'- 乙"'],
  ['甲；乙;丙', '"甲；乙;丙"'],
  ['2015 = 2016', '2015 = 2016'],
  ['a,b', '"a,b"'],
  ['说"好"', '"说""好"""'],
  ['两\n行', '"两\n行"'],
  ['=cmd|"/c calc",A1', '"\'=cmd|""/c calc"",A1"'],
  ['——建设', '——建设'],
  ['', ''],
])('renders %j as %s', (cell, expected) => {
  expect(renderCsv([[cell]])).toBe(`\ufeff${expected}\r\n`);
});

/** As Excel cuts a file at `separator`: quotation marks count only where a cell begins with one. */
function openIn(separator: string, csv: string): string[] {
  const cells: string[] = [];
  let at = 0;
  while (at < csv.length) {
    let cell = '';
    if (csv[at] === '"') {
      at++;
      while (at < csv.length && (csv[at] !== '"' || csv[at + 1] === '"')) {
        if (csv[at] === '"') at++;
        cell += csv[at++];
      }
      at++;
    }
    while (at < csv.length && !`${separator}\r\n`.includes(csv[at]!)) cell += csv[at++];
    at++;
    cells.push(cell);
  }
  return cells;
}

const text = fc.string({
  unit: fc.constantFrom('=', '+', '-', '@', '"', "'", ',', ';', ' ', '\t', '\r', '\n', '水'),
});

describe.each([
  ['of the service', renderCsv],
  ['of the page', renderCsvOfPage],
])('the CSV %s', (_whose, render) => {
  it.each([',', ';', '\t'])('has no cell that begins like a formula where %j separates', (separator) => {
    fc.assert(
      fc.property(fc.array(fc.array(text, { minLength: 1 }), { minLength: 1 }), (rows) => {
        for (const cell of openIn(separator, render(rows).slice(1))) expect(cell).not.toMatch(/^\s*[=+\-@]/);
      }),
      { numRuns: 1000 },
    );
  });

  it('loses nothing', () => {
    fc.assert(
      fc.property(text, (cell) => {
        const [rendered] = openIn(',', render([[cell]]).slice(1));
        expect(rendered!.replaceAll("'", '')).toBe(cell.replaceAll("'", ''));
      }),
    );
  });
});
