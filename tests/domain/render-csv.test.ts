import fc from 'fast-check';
import { expect, it } from 'vitest';
import { renderCsv } from '../../src/domain/render-csv.ts';

it.each([
  ['市水务局', '市水务局'],
  ['=1+1', "'=1+1"],
  ['+86', "'+86"],
  ['-5%', "'-5%"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['＝1', "'＝1"],
  ['\t=1', "'\t=1"],
  ['\r=1', '"\'\r=1"'],
  ['\n=1', '"\'\n=1"'],
  [' =1', "' =1"],
  ['\u3000\t@SUM(A1)', "'\u3000\t@SUM(A1)"],
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

it('no cell begins like a formula, whatever it holds', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '"', ',', '\t', '\r', '\n', '水') }),
      (cell) => {
        const [rendered] = renderCsv([[cell]])
          .slice(1)
          .split(/\r\n$/);
        const inner = rendered!.startsWith('"') ? rendered!.slice(1, -1).replaceAll('""', '"') : rendered!;
        expect(inner).not.toMatch(/^\s*[=+\-@]|^[\t\r\n]/);
        expect(inner.replace(/^'/, '')).toBe(cell);
      },
    ),
  );
});
