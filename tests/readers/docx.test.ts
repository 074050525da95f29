import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { parseSource } from '../../ingest/parse-source.ts';
import { readDocx } from '../../ingest/readers/docx/docx-format.ts';
import { formatNumber } from '../../ingest/readers/docx/number-text.ts';
import { ReaderError } from '../../src/domain/errors/reader-error.ts';
import { inList, makeDocx, numberingOf, p, tbl, tc } from '../support/make-docx.ts';

const textOf = (body: string, parts: Partial<Parameters<typeof makeDocx>[0]> = {}) =>
  readDocx(makeDocx({ body, ...parts })).text;

describe('paragraphs', () => {
  it('are lines, with tracked changes accepted and comments left out', () => {
    const changed =
      '<w:p><w:r><w:t>补助</w:t></w:r><w:del><w:r><w:delText>500</w:delText></w:r></w:del><w:ins><w:r><w:t>800</w:t></w:r></w:ins><w:r><w:t>元</w:t></w:r><w:commentRangeStart w:id="1"/></w:p>';
    expect(textOf(p('第一段') + changed)).toBe('第一段\n补助800元\n');
  });

  it('keep the result of a field and not its instruction', () => {
    const field =
      '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>附件2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>';
    expect(textOf(field)).toBe('附件2\n');
  });

  it('are refused where their head marks them as secret', () => {
    expect(() => textOf(p('秘密★1年') + p('正文'))).toThrow('密级');
    expect(textOf(p('保守商业秘密的规定') + p('正文'))).toContain('正文');
  });

  it('leave hidden words out and say so', () => {
    const hidden =
      '<w:p><w:r><w:t>公开</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>内部口径</w:t></w:r></w:p>';
    const { text, warnings } = readDocx(makeDocx({ body: hidden }));
    expect(text).toBe('公开\n');
    expect(warnings).toMatchObject([{ code: 'hidden-text', message: '有 4 个隐藏的字没有收录' }]);
  });

  it('are headings by their style or the one it is based on, and bold where all runs are', () => {
    const styles =
      '<w:style w:styleId="a"><w:name w:val="heading 2"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>';
    const bold =
      '<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>加粗</w:t></w:r><w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>不加粗</w:t></w:r></w:p>';
    const { text, marks } = readDocx(
      makeDocx({ body: p('二级标题', '<w:pStyle w:val="b"/>') + bold, styles }),
    );
    expect(marks.map(({ kind, level, span }) => [kind, level, text.slice(span.start, span.end)])).toEqual([
      ['heading', 2, '二级标题'],
      ['bold', undefined, '加粗'],
    ]);
  });

  it('have the note that they refer to behind them', () => {
    const body = '<w:p><w:r><w:t>按标准发放。</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>';
    const footnotes = `<w:footnote w:id="2">${p('标准见附件。')}</w:footnote>`;
    expect(textOf(body, { footnotes })).toBe('按标准发放。\n注：标准见附件。\n');
  });

  it('have a text box once, though the file holds it twice', () => {
    const box = (words: string) => `<w:pict><w:txbxContent>${p(words)}</w:txbxContent></w:pict>`;
    const body = `<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent><mc:Choice>${box('框内')}</mc:Choice><mc:Fallback>${box('框内')}</mc:Fallback></mc:AlternateContent></w:r></w:p>`;
    expect(textOf(body)).toBe('正文\n框内\n');
  });
});

describe('numbers that Word generates', () => {
  const numbering = numberingOf(
    ['chineseCounting', '%1、'],
    ['chineseCounting', '（%2）'],
    ['decimal', '%3.'],
  );

  it('are written out, begin anew below the next one above, and count on', () => {
    const items: readonly (readonly [string, number])[] = [
      ['总体要求', 0],
      ['原则', 1],
      ['目标', 1],
      ['任务', 0],
      ['修路', 1],
      ['甲路', 2],
      ['乙路', 2],
    ];
    const body = items.map(([text, level]) => p(text, inList(level))).join('');
    expect(textOf(body, { numbering })).toBe(
      '一、总体要求\n（一）原则\n（二）目标\n二、任务\n（一）修路\n1.甲路\n2.乙路\n',
    );
  });

  it('are those of articles, also by the style of a paragraph', () => {
    const styles = `<w:style w:styleId="art"><w:pPr>${inList(0)}</w:pPr></w:style>`;
    const body =
      p('为了规范管理，制定本办法。', '<w:pStyle w:val="art"/>') +
      p('本办法适用于本市。', '<w:pStyle w:val="art"/>');
    expect(textOf(body, { styles, numbering: numberingOf(['chineseCounting', '第%1条']) })).toBe(
      '第一条　为了规范管理，制定本办法。\n第二条　本办法适用于本市。\n',
    );
  });

  it.each([
    [11, 'chineseCountingThousand', '十一'],
    [20, 'ideographDigital', '二〇'],
    [3, 'decimalEnclosedCircle', '③'],
    [60, 'decimalEnclosedCircle', '60'],
    [28, 'upperLetter', 'BB'],
    [4, 'lowerRoman', 'iv'],
    [0, 'chineseCounting', '0'],
    [7, 'somethingNew', '7'],
  ])('%i as %s is %s', (value, format, printed) => {
    expect(formatNumber(value, format)).toBe(printed);
  });
});

describe('tables', () => {
  it('are rows of cells; a merged cell stands where it begins', () => {
    const body = tbl(
      [tc('序号'), tc('任务'), tc('单位', '<w:gridSpan w:val="2"/>')],
      [tc('1'), tc('修路', '<w:vMerge w:val="restart"/>'), tc('市交通局'), tc('市财政局')],
      [tc('2'), tc('', '<w:vMerge/>'), tc('市水务局'), tc('')],
    );
    expect(textOf(body)).toBe('序号\t任务\t单位\t\n1\t修路\t市交通局\t市财政局\n2\t\t市水务局\t\n\n');
  });

  it('around text alone are frames', () => {
    expect(textOf(tbl([tc('一、总体要求')]))).toBe('一、总体要求\n');
  });
});

describe('the same plan as text and as a Word file', () => {
  const LINES = [
    '临江市夜市管理行动方案（2025—2027年）',
    '一、主要任务',
    '（一）改善环境',
    '1.整修摊位。2025年底前整修摊位300个。（牵头单位：市城管局；配合单位：市商务局、各区人民政府）',
    '2.增设路灯。新增路灯120盏。（责任单位：市住房城乡建设局）',
    '二、保障措施',
    '（一）加强督查。市政府督查室每季度督查一次。（责任单位：市政府督查室）',
  ];
  const numbering = numberingOf(
    ['chineseCounting', '%1、'],
    ['chineseCounting', '（%2）'],
    ['decimal', '%3.'],
  );
  const LEVELS = [/^[一二]、/, /^（[一二]）/, /^\d\./];

  it('gives the same clauses, paths and units', () => {
    const body = LINES.map((line) => {
      const level = LEVELS.findIndex((pattern) => pattern.test(line));
      return p(level < 0 ? line : line.replace(LEVELS[level]!, ''), level < 0 ? '' : inList(level));
    }).join('');
    const content = readDocx(makeDocx({ body, numbering }));
    const shape = ({ clauses, facts }: ReturnType<typeof parseSource>) => ({
      title: facts.title,
      clauses: clauses.map(({ clauseId, path, text, units }) => ({
        clauseId,
        path,
        text: text.replace(/\s+/g, ''),
        units: units.map(({ name, role }) => `${role}:${name}`),
      })),
    });
    expect(shape(parseSource(content.text, 'd', content))).toEqual(shape(parseSource(LINES.join('\n'), 'd')));
  });
});

describe('files that are no whole Word file', () => {
  it.each([
    ['a broken zip', new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]), '不完整'],
    ['no document', zipSync({ 'word/styles.xml': strToU8('<a/>') }), '没有正文'],
    ['no words', makeDocx({ body: '<w:p/>' }), '没有文字'],
    [
      'entities',
      zipSync({ 'word/document.xml': strToU8('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>') }),
      '实体声明',
    ],
    [
      'elements nested without end',
      makeDocx({ body: `${'<w:sdt>'.repeat(5000)}${'</w:sdt>'.repeat(5000)}` }),
      /嵌套过深|损坏/,
    ],
  ])('%s is refused with its reason', (_, bytes, reason) => {
    expect(() => readDocx(bytes)).toThrow(ReaderError);
    expect(() => readDocx(bytes)).toThrow(reason);
  });

  it('a broken part is done without, and that is said', () => {
    const bytes = zipSync({
      'word/document.xml': strToU8(
        '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>正文</w:t></w:r></w:p></w:body></w:document>',
      ),
      'word/numbering.xml': strToU8(''),
    });
    const { text, warnings } = readDocx(bytes);
    expect(text).toBe('正文\n');
    expect(warnings).toMatchObject([{ code: 'content-lost', message: '自动编号部分已损坏，未使用' }]);
  });
});
