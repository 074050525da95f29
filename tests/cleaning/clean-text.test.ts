import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from '../../ingest/cleaning/clean-text.ts';
import { sourceSpanOf } from '../../src/domain/mapped-text.ts';
import { readFixture, readLines } from './fixture.ts';

const SURROUNDINGS = ['临江市方案', '一、总体要求', '推进各项工作，由市科技局负责。'];

describe('cleanText on whole files', () => {
  it.each([
    ['crawler-markdown', 'md'],
    ['index-table', 'txt'],
    ['glossed-traditional', 'txt'],
    ['portal-page', 'txt'],
  ])('%s', (name, extension) => {
    expect(cleanText(readFixture(`${name}.${extension}`)).mapped.text).toBe(
      readFixture(`${name}.expected.${extension}`),
    );
  });
});

describe('cleanText on single lines', () => {
  it.each(readLines('furniture-lines.txt'))('removes %s', (line) => {
    expect(cleanText([...SURROUNDINGS, line].join('\n')).mapped.text.trimEnd()).toBe(SURROUNDINGS.join('\n'));
    expect(cleanText([line, ...SURROUNDINGS].join('\n')).mapped.text).toBe(SURROUNDINGS.join('\n'));
  });

  it.each(readLines('kept-lines.txt'))('keeps %s', (line) => {
    const filler = Array.from({ length: 20 }, (_, i) => `第${i + 1}项工作由市科技局负责。`);
    for (const lines of [
      [line, ...SURROUNDINGS],
      ['临江市方案', line, '一、总体要求'],
      [...SURROUNDINGS, line, ...filler],
    ]) {
      expect(cleanText(lines.join('\n')).mapped.text).toBe(lines.join('\n'));
    }
  });
});

describe('header fields', () => {
  it('keeps the labels and values of an index table, with their places in the source', () => {
    const source = readFixture('index-table.txt');
    const { headerFields } = cleanText(source);
    const fields = Object.fromEntries(headerFields.map((field) => [field.label, field.value]));
    expect(fields).toEqual({
      索引号: '000014349/2024-00003',
      主题分类: '商贸、海关',
      发文机关: '云岭省人民政府',
      成文日期: '2024年01月12日',
      标题: '云岭省人民政府关于促进口岸高质量发展的若干意见',
      发文字号: '云政发〔2024〕3号',
      发布日期: '2024年01月25日',
      主题词: '',
    });
    for (const { label, value, span } of headerFields) {
      const printed = source.slice(span.start, span.end);
      expect(printed.replace(/\s/gu, '').startsWith(label)).toBe(true);
      expect(printed.endsWith(value)).toBe(true);
    }
  });

  it('keeps those of a crawler header and a source line', () => {
    const labels = (name: string) => cleanText(readFixture(name)).headerFields.map((field) => field.label);
    expect(labels('crawler-markdown.md')).toEqual([
      '发布日期',
      '发布机构',
      '原文链接',
      '检索时间',
      '检索关键词',
    ]);
    expect(labels('portal-page.txt')).toEqual(['时间', '来源', '点击', '字体', '责任编辑']);
  });
});

describe('marks', () => {
  it('remembers bold stretches and headings in clean coordinates', () => {
    const { mapped, marks } = cleanText(readFixture('crawler-markdown.md'));
    expect(
      marks.map(
        (mark) => `${mark.kind}${mark.level ?? ''} ${mapped.text.slice(mark.span.start, mark.span.end)}`,
      ),
    ).toEqual([
      'heading1 临江市科技局关于印发《滨江创新带建设方案》的通知',
      'bold 一、主要目标',
      'bold （一）推动资源开放',
      'bold 序号',
    ]);
  });

  it.each([
    ['**一、总体要求', '一、总体要求', []],
    ['一、总体要求**', '一、总体要求', []],
    ['****', '', []],
    ['**  **一、总体要求', '  一、总体要求', []],
    ['电话138****5678', '电话138****5678', []],
    ['张**，李**，王**', '张**，李**，王', []],
    ['2**3', '2**3', []],
    ['坚持**创新**和**开放**', '坚持创新和开放', ['创新', '开放']],
    ['**一是**推动**二是', '一是推动**二是', ['一是']],
    ['***重点***', '重点', ['重点']],
    ['#1机组', '#1机组', []],
    ['##二级标题', '二级标题', ['二级标题']],
    ['## 二级标题 ##', '二级标题', ['二级标题']],
    ['[责任单位：市科技局，各县（市）区政府]（略）', '[责任单位：市科技局，各县（市）区政府]（略）', []],
    ['临政发[2024](3号)', '临政发[2024](3号)', []],
  ])('%s → %s', (source, clean, marked) => {
    const { mapped, marks } = cleanText(source);
    expect(mapped.text).toBe(clean);
    expect(marks.map((mark) => mapped.text.slice(mark.span.start, mark.span.end))).toEqual(marked);
  });
});

describe('glosses', () => {
  it.each([
    ['创(chuàng)新', '创新'],
    ['数（ shù ）据', '数据'],
    ['数(Shù)据', '数据'],
    ['市住房城乡(xiāng)建设委', '市住房城乡建设委'],
    ['能效(PUE)', '能效(PUE)'],
    ['功率(kw)', '功率(kw)'],
    ['标准煤(tce)', '标准煤(tce)'],
    ['附件(a)', '附件(a)'],
    ['咖啡（café au lait）', '咖啡（café au lait）'],
  ])('%s → %s', (source, clean) => {
    const result = cleanText(source);
    expect(result.mapped.text).toBe(clean);
    expect(result.normalized).toBe(source !== clean);
  });
});

describe('warnings', () => {
  it('counts invisible characters by kind, with the first place of each', () => {
    const source = '临江\u200b市\u200b方案\n任务\u202e清单\u{e0041}\u{e0042}\u00ad\u0000';
    const { mapped, warnings } = cleanText(source);
    expect(mapped.text).toBe('临江市方案\n任务清单');
    expect(warnings.map((warning) => warning.message)).toEqual([
      '删去 2 个零宽字符（首个为 U+200B，在第 1 行）',
      '删去 1 个双向控制符（首个为 U+202E，在第 2 行）',
      '删去 2 个标签字符（首个为 U+E0041，在第 2 行）',
      '删去 1 个软连字符（首个为 U+00AD，在第 2 行）',
      '删去 1 个控制字符（首个为 U+0000，在第 2 行）',
    ]);
    expect(warnings.every((warning) => source.slice(warning.span.start, warning.span.end) !== '')).toBe(true);
  });

  it.each([
    ['激发社会资本发展?jié)摿屯顿Y活力。', '发展?jié)摿屯顿Y活力'],
    ['推进智慧\uFFFD\uFFFD建设', '推进智慧\uFFFD\uFFFD建设'],
    ['由锟斤拷锟斤拷负责', '锟斤拷锟斤拷'],
    ['市????局负责', '市????'],
    ['ä¸´æ±Ÿå¸‚', 'ä¸´æ±Ÿå¸‚'],
    ['半个\ud83d字', '\ud83d'],
  ])('reports and keeps %s', (source, damaged) => {
    const { mapped, warnings } = cleanText(`前言\n${source}`);
    expect(mapped.text).toBe(`前言\n${source}`);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatchObject({ code: 'damaged-text' });
    expect(warnings[0]!.message).toContain('第 2 行');
    expect(`前言\n${source}`.slice(warnings[0]!.span.start, warnings[0]!.span.end)).toBe(damaged);
  });

  it.each([
    '是否可行？（详见附件）',
    '什么是5G？市民如何办理？',
    'A股、T恤、Y型路口',
    '展示?(lián)',
    '满意吗??',
  ])('finds nothing wrong with %s', (source) => expect(cleanText(source).warnings).toEqual([]));
});

describe('texts taken out of other formats', () => {
  it('reads an index table whose cells stand on lines of their own', () => {
    const source =
      '索引号：\n000/2024-1\n\n发文机关：\n云岭省人民政府\n主题词：\n云岭省人民政府关于数据的意见\n一、总则';
    const { mapped, headerFields } = cleanText(source);
    expect(mapped.text.trim()).toBe('云岭省人民政府关于数据的意见\n一、总则');
    expect(headerFields.map((field) => `${field.label}=${field.value}`)).toEqual([
      '索引号=000/2024-1',
      '发文机关=云岭省人民政府',
      '主题词=',
    ]);
  });

  const body = '各区人民政府、各有关单位要认真贯彻执行。'.repeat(20);
  it.each([
    [
      `关于措施的通知 发布时间：2020-02-07 来源：临江市政府 浏览次数：12 次 字体：[大 中 小] ${body}`,
      `关于措施的通知  ${body}`,
    ],
    [`关于措施的通知 ${body} 【打印】 【关闭】`, `关于措施的通知 ${body} `],
    [
      `关于措施的通知 来源：市级财政 时间：2024-01-02 ${body}`,
      `关于措施的通知 来源：市级财政 时间：2024-01-02 ${body}`,
    ],
  ])('takes page labels out of a text that lost its line breaks', (source, clean) => {
    expect(cleanText(source).mapped.text).toBe(clean);
  });

  it('replaces radicals by the characters they look like', () => {
    const { mapped, normalized } = cleanText('各⾏业⻓期发展⺠生');
    expect(mapped.text).toBe('各行业长期发展民生');
    expect(normalized).toBe(true);
  });
});

describe('the seeds', () => {
  it('lose glosses, footer and script of the glossed one, and report its damage', () => {
    const source = readFileSync(new URL('../../seeds/001_8b6f9117b86fe242.txt', import.meta.url), 'utf8');
    const { mapped, normalized, warnings } = cleanText(source);
    expect(normalized).toBe(true);
    expect(mapped.text).not.toMatch(/[(（][a-z]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]*[)）]|Tag标签|著力/u);
    expect(mapped.text).toContain('PUE');
    expect(warnings.map((warning) => warning.code)).toEqual(['damaged-text']);
    expect(source.slice(warnings[0]!.span.start, warnings[0]!.span.end)).toContain('?jié)摿');
  });
});

describe('lines', () => {
  it.each([
    ['一\r\n二\r三', '一\n二\n三'],
    ['一\f二\u2028三\u0085四', '一\n二\n三\n四'],
    ['一\n\n\t二\t三', '一\n\n\t二\t三'],
    ['办理&nbsp;时限', '办理 时限'],
  ])('%j → %j', (source, clean) => expect(cleanText(source).mapped.text).toBe(clean));
});

const PIECES = [
  '**',
  '****',
  '#',
  '## ',
  '\n',
  '\r\n',
  ' ',
  '　',
  '\t',
  '一、',
  '分享到:',
  'Tag',
  '标签:',
  '標簽:',
  '时间: 2024-01-02',
  '来源:某某网',
  '点击:',
  '索 引 号：',
  '成文日期：',
  '发布日期**: ',
  '[',
  ']',
  '(',
  ')',
  '](http://a.cn/)',
  '![',
  '附件',
  '【',
  '】',
  '- [x.pdf](/x.pdf)',
  '聯',
  '(lián)',
  '（shù）',
  '著',
  '力',
  '專',
  '后',
  '國',
  '国',
  '\u200b',
  '\u{e0041}',
  '\ufeff',
  '\u0000',
  '[bookmark: _GoBack]',
  '&nbsp;',
  '&',
  'nbsp;',
  '---',
  '打印',
  '关闭',
  '字体',
  '大 中 小',
  '?jié)',
  '\uFFFD',
  '上一篇：',
  '⾏',
  '⻓',
  '索引号：',
  '发文机关：',
  '浏览次数：3次 ',
  '首页',
  '>',
  '当前位置',
  '，',
  '市科技局',
  'PUE',
  '\ud83d',
  '𧜗',
  '䁪',
  '|',
];

describe('properties', () => {
  const source = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(''));
  const any = fc.oneof(source, fc.string({ unit: 'binary', maxLength: 60 }));

  it('cleaning twice equals cleaning once', () => {
    fc.assert(
      fc.property(any, (text) => {
        const once = cleanText(text).mapped.text;
        const twice = cleanText(once);
        expect(twice.mapped.text).toBe(once);
        expect(twice.normalized).toBe(false);
        expect(twice.headerFields).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('every character slices back to its source, every span lies inside its text', () => {
    fc.assert(
      fc.property(any, (text) => {
        const { mapped, marks, headerFields, warnings, normalized } = cleanText(text);
        let at = 0;
        for (const run of mapped.runs) {
          expect(run.start).toBe(at);
          at += run.length;
          if (normalized || run.length !== run.sourceLength) continue;
          const clean = mapped.text.slice(run.start, run.start + run.length);
          const original = text.slice(run.sourceStart, run.sourceStart + run.sourceLength);
          expect(clean).toBe(original.replace(/[\r\v\f\u0085\u2028\u2029]/g, '\n'));
        }
        expect(at).toBe(mapped.text.length);
        for (const { span } of marks) {
          expect(span.start).toBeLessThan(span.end);
          expect(mapped.text.slice(span.start, span.end).length).toBe(span.end - span.start);
          const place = sourceSpanOf(mapped, span);
          expect(place.end).toBeLessThanOrEqual(text.length);
        }
        for (const { span } of [...headerFields, ...warnings]) {
          expect(text.slice(span.start, span.end).length).toBe(span.end - span.start);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
