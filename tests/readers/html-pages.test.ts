import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { htmlFormat } from '../../ingest/readers/html/html-format.ts';
import { ReaderError } from '../../src/domain/errors/reader-error.ts';

const page = (body: string, head = '<title>临江市夜市管理办法_临江市人民政府门户网站</title>') =>
  new TextEncoder().encode(
    `<!DOCTYPE html><html><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`,
  );

const ARTICLE =
  '<p style="text-align:center"><b>临江市夜市管理办法</b></p><p>第一条　为了规范夜市管理，方便群众生活，制定本办法。</p><p>第二条　摊位费每月不超过300元，由市城管局收取。</p>';
const MENU =
  '<ul><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li><li><a href="/bszn">办事指南，便民服务</a></li></ul>';

describe('a saved page', () => {
  it('is its article: menus, scripts, side columns and the foot are out', async () => {
    const body = `<div id="top">${MENU}</div><div class="x1"><div class="side"><a href="/a">关于开展检查的通知，各区县、各单位</a></div><div class="x2">${ARTICLE}</div></div><script>var a = "广告，不要";</script><footer>主办：临江市人民政府办公室，备案号123</footer>`;
    const { text } = await htmlFormat.read(page(body));
    expect(text).toBe(
      '临江市夜市管理办法\n第一条　为了规范夜市管理，方便群众生活，制定本办法。\n第二条　摊位费每月不超过300元，由市城管局收取。\n',
    );
  });

  it('has the title of the page where the article has none, without the name of the site', async () => {
    const body = `<div>${MENU}</div><div><p>第一条　为了规范夜市管理，方便群众生活，制定本办法。</p><p>第二条　摊位费每月不超过300元，由市城管局收取。</p></div>`;
    const { text, marks } = await htmlFormat.read(page(body));
    expect(text.split('\n')[0]).toBe('临江市夜市管理办法');
    expect(marks[0]).toMatchObject({ kind: 'heading', level: 1 });
  });

  it('keeps the lines that tell number and date before the article', async () => {
    const body = `<table><tr><td>索引号：000014</td><td>发布日期：2025-03-01</td></tr></table><div>${ARTICLE}</div>`;
    const { text } = await htmlFormat.read(page(body));
    expect(text).toContain('发布日期：2025-03-01');
  });

  it('in GBK inside a layout of tables is read as well', async () => {
    const html = `<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>夜市</title></head><body><table><tr><td width=200>${MENU}</td><td><table><tr><td>${ARTICLE}</td></tr></table></td></tr></table></body></html>`;
    const { text, encoding } = await htmlFormat.read(iconv.encode(html, 'gb18030'));
    expect(encoding).toBe('gb18030');
    expect(text).toContain('第二条　摊位费每月不超过300元，由市城管局收取。\n');
    expect(text).not.toContain('首页');
  });

  it('has tables as rows, merged cells where they begin, breaks within a cell kept', async () => {
    const table =
      '<table><tr><th>任务</th><th>单位</th></tr><tr><td rowspan="2">整修摊位</td><td>市城管局<br>市商务局</td></tr><tr><td>各区</td></tr></table>';
    const { text } = await htmlFormat.read(page(`<div>${ARTICLE}${table}</div>`));
    expect(text).toContain('\n任务\t单位\n整修摊位\t市城管局<br>市商务局\n\t各区\n');
  });

  it('leaves hidden prose out and says so; generated numbers of lists are written', async () => {
    const body = `<div>${ARTICLE}<div style="display: none">内部口径，不得外传。本页供工作人员核对数据使用，请勿转发，也不要截图外传。</div><ol start="3"><li>第三步，领取。</li></ol></div>`;
    const { text, warnings } = await htmlFormat.read(page(body));
    expect(text).not.toContain('内部口径');
    expect(text).toContain('3. 第三步，领取。');
    expect(warnings).toMatchObject([{ code: 'hidden-text' }]);
  });

  it('as a mail archive is unpacked', async () => {
    const mail = [
      'MIME-Version: 1.0',
      'Content-Type: multipart/related; boundary="b1"',
      '',
      '--b1',
      'Content-Type: text/html; charset="utf-8"',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(`<html><body><div>${ARTICLE}</div></body></html>`).toString('base64'),
      '--b1--',
      '',
    ].join('\r\n');
    expect((await htmlFormat.read(new TextEncoder().encode(mail))).text).toContain(
      '第一条　为了规范夜市管理',
    );
  });

  it('without an article is refused', async () => {
    await expect(Promise.resolve(htmlFormat.read(page(MENU)))).rejects.toThrow(ReaderError);
  });
});
