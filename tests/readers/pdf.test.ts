import { describe, expect, it } from 'vitest';
import { readPdf } from '../../ingest/readers/pdf/pdf-format.ts';
import { makePdf, shown } from '../support/make-pdf.ts';

const PICTURE = 'BI /W 1 /H 1 /BPC 8 /CS /G ID \u0001 EI';
/** A picture of 300 × 100 points with its lower left corner there. */
const picture = (x: number, y: number) => `q 300 0 0 100 ${x} ${y} cm ${PICTURE} Q\n`;

describe('a PDF file', () => {
  it('leaves out and counts what nobody sees: without ink, white on paper, tiny', async () => {
    const { text, warnings } = await readPdf(
      makePdf(
        shown('first line', 72, 700) +
          shown('without ink', 72, 680, '3 Tr') +
          shown('white', 72, 660, '1 1 1 rg') +
          shown('tiny', 72, 640, '', 0.5) +
          'BT /F1 12 Tf 72 620 Td (last) Tj 3 Tr (gone) Tj 0 Tr (line) Tj ET',
      ),
    );
    expect(text).toBe('first line\nlastline\n');
    expect(warnings).toMatchObject([{ code: 'hidden-text', message: '有 23 个看不见的字没有收录' }]);
  });

  it('reads white words on a coloured ground', async () => {
    const { text, warnings } = await readPdf(
      makePdf(`q 0 0 0.5 rg 60 480 300 30 re f Q\n${shown('white on blue', 72, 490, '1 1 1 rg')}`),
    );
    expect(text).toBe('white on blue\n');
    expect(warnings).toEqual([]);
  });

  it('reads the words of a recognised scan, which stand without ink over its picture', async () => {
    const { text, warnings } = await readPdf(
      makePdf(picture(60, 650) + shown('recognised', 72, 700, '3 Tr')),
    );
    expect(text).toBe('recognised\n');
    expect(warnings).toEqual([]);
  });

  it('tells pictures that may hold words beside the text', async () => {
    const { warnings } = await readPdf(makePdf(shown('words', 72, 700) + picture(60, 400)));
    expect(warnings).toMatchObject([{ code: 'content-lost', message: '第 1 页有图片，其中的文字未收录' }]);
  });

  it('reads two columns of running text one after the other', async () => {
    const row = (i: number) =>
      shown(`left column line ${i} goes up to here`, 60, 700 - 16 * i) +
      shown(`right column line ${i} goes up to here`, 320, 700 - 16 * i);
    const { text } = await readPdf(
      makePdf(Array.from({ length: 9 }, (_, i) => row(i + 1)).join('') + shown('left ends', 60, 540)),
    );
    expect(text.match(/left column|right column|left ends/g)).toEqual([
      ...Array(9).fill('left column'),
      'left ends',
      ...Array(9).fill('right column'),
    ]);
    expect(text).not.toContain('\t');
  });
});
