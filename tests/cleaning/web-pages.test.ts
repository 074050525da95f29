import { describe, expect, it } from 'vitest';
import { cleanText } from '../../ingest/cleaning/clean-text.ts';
import { parseSource } from '../../ingest/parse-source.ts';

function clean(source: string): string {
  return cleanText(source).mapped.text.trim();
}

function fields(source: string): Record<string, string> {
  return Object.fromEntries(cleanText(source).headerFields.map(({ label, value }) => [label, value]));
}

const BODY = '# 松阳镇渡口管理规定\n\n第一条 为了规范渡口，制定本规定。';
const CLEAN_BODY = '松阳镇渡口管理规定\n\n第一条 为了规范渡口，制定本规定。';

describe('front matter', () => {
  it('gives its fields and leaves no line', () => {
    const source = `---\ntitle: "松阳镇渡口管理规定"\ndate: 2027-03-04\nauthor: 松阳镇人民政府\ntags:\n  - 渡口\n---\n\n${BODY}`;
    expect(clean(source)).toBe(CLEAN_BODY);
    expect(fields(source)).toMatchObject({
      标题: '松阳镇渡口管理规定',
      发布日期: '2027-03-04',
      发布机构: '松阳镇人民政府',
    });
  });

  it('names a document that prints no title', () => {
    const { facts, clauses } = parseSource(
      '---\ntitle: 松阳镇渡口管理规定\nissuer: 松阳镇人民政府\n---\n\n## 第一章 总则\n\n第一条 为了规范渡口，制定本规定。',
      'doc',
    );
    expect([facts.title, facts.issuer]).toEqual(['松阳镇渡口管理规定', '松阳镇人民政府']);
    expect(clauses.map(({ path }) => path)).toEqual([['第一章 总则', '第一条']]);
  });

  it('is nothing but labels between two rules', () => {
    expect(clean('---\n一、总体要求\n---\n坚持安全第一。')).toBe('一、总体要求\n坚持安全第一。');
  });
});

describe('crawler headers', () => {
  it.each([
    `### 文件信息\n- **文档类型**：规定\n- **发布机构**：松阳镇人民政府\n- **承办科室**：渡口办\n- **文件编号**：松政〔2027〕4号\n\n${BODY}`,
    `| 索引号 | 0077/2027-1 | 主题分类 | 交通 |\n| --- | --- | --- | --- |\n| 发布机构 | 松阳镇人民政府 | 承办科室 | 渡口办 |\n\n${BODY}`,
    `索引号： | 0077/2027-1 | 发布机构： | 松阳镇人民政府 |\n政策咨询电话： | 0000-555 | 承办科室： | 渡口办 |\n\n${BODY}`,
    `**发布机构**: 松阳镇人民政府\n**索引号**: 0077\n**承办科室**: 渡口办\n\n--\n\n## 政策全文\n\n${BODY}`,
  ])('%s', (source) => {
    expect(clean(source)).toBe(CLEAN_BODY);
    expect(fields(source)).toMatchObject({ 发布机构: '松阳镇人民政府', 承办科室: '渡口办' });
  });

  it('leaves lists and tables without an unmistakable label', () => {
    for (const source of [
      '松阳镇方案\n- **目标**：改造渡口3处\n- **范围**：全镇',
      '松阳镇方案\n| 事项 | 渡口改造 | 期限 | 年底 |',
    ])
      expect(clean(source)).toBe(source.replaceAll('**', ''));
  });
});

describe('tags of pages that were converted by half', () => {
  it('reads articles, chapters and paragraphs', () => {
    const { clauses } = parseSource(
      '# 松阳镇渡口管理规定\n\n## 第一章&emsp;总则{align="center"}\n\n<p class="t">&emsp;&emsp;<b>第一条</b>&emsp;为了规范渡口，制定本规定。</p>\n<p>&emsp;&emsp;<strong>第二条</strong>&emsp;渡船应当登记：<br>\n&emsp;&emsp;（一）船名；<br/>&emsp;&emsp;（二）载重。</p>',
      'doc',
    );
    expect(clauses.map(({ clauseId, text }) => `${clauseId.slice(4)} ${text}`)).toEqual([
      'art1 第一条 为了规范渡口，制定本规定。',
      'art2 第二条 渡船应当登记：',
      'art2.1 （一）船名；',
      'art2.2 （二）载重。',
    ]);
  });

  it('takes pictures, wrappers and comments out', () => {
    expect(
      clean(
        '<div style="text-align: center;"><img src="https://a.example/1.png" alt="图" /></div>\n<!-- 第1页 -->\n松阳镇方案',
      ),
    ).toBe('松阳镇方案');
  });

  it('reads a table with merged cells as rows', () => {
    const { clauses } = parseSource(
      '松阳镇任务表\n\n<table><tr><td>序号</td><td>重点任务</td><td>牵头单位</td><td>完成时限</td></tr>\n<tr><td>1</td><td>改造\n渡口</td><td rowspan="2">县交通局</td><td>2027年6月底</td></tr><tr><td>2</td><td>登记渡船</td><td>2027年9月底</td></tr></table>',
      'doc',
    );
    expect(clauses.map(({ deadline, units }) => [deadline?.text, units.map(({ name }) => name)])).toEqual([
      ['2027年6月底', ['县交通局']],
      ['2027年9月底', ['县交通局']],
    ]);
  });

  it('keeps the rows of a table without bars at its ends, and drops a bar of links', () => {
    const rows = 'J01 | 语文教师 | 28 | 专科以上\nJ02 | 数学教师 | 24 | 专科以上';
    expect(clean(`首页 | 走进松阳 | 政务公开 | 新闻\n\n松阳镇公告\n\n附件\n${rows}`)).toBe(
      `松阳镇公告\n\n附件\n${rows}`,
    );
  });

  it('reads a table whose rows and cells are never closed', () => {
    expect(clean('松阳镇任务表\n\n<table><tr><td>序号<td>任务<tr><td>1<td>改造渡口</table>\n完')).toMatch(
      /序号\t任务\n1\t改造渡口\n/u,
    );
  });

  it.each(['1<p<2', '<img src=x onerror=go()>', '<某某网>'])('leaves %s', (text) => {
    expect(clean(`松阳镇方案\n${text}`)).toBe(`松阳镇方案\n${text}`);
  });
});
