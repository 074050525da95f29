import type { CheerioAPI } from 'cheerio';
import type { AnyNode, Element } from 'domhandler';

/** Parts of a page that hold no words of a document. */
const FURNITURE =
  'script,style,noscript,template,iframe,object,embed,svg,canvas,nav,header,footer,aside,button,select,input,textarea,audio,video,map';
const BLOCKS = 'div,article,section,main,td,body,form,center,table,dl,ul,ol,blockquote';
/** Words with a stop or a comma between them are prose; menus have none. */
const PROSE = /[，。；：、！？]/u;
/** Share of a page's prose that the article holds. */
const SHARE = 0.8;
/** Prose below that is no article. */
const LEAST_PROSE = 30;

/** Takes out what is no part of the document; returns the characters of prose that the page hides. */
export function removeFurniture($: CheerioAPI): number {
  $(FURNITURE).remove();
  let hidden = 0;
  $('[hidden],[aria-hidden="true"],[style]').each((_, element) => {
    const own = $(element);
    const isHidden =
      own.attr('hidden') !== undefined ||
      own.attr('aria-hidden') === 'true' ||
      /display\s*:\s*none|visibility\s*:\s*hidden/i.test(own.attr('style') ?? '');
    if (!isHidden) return;
    const text = own.text().replace(/\s+/g, '');
    if (PROSE.test(text)) hidden += text.length;
    own.remove();
  });
  return hidden;
}

/**
 * The innermost element that holds four fifths of a page's prose, counted outside of links: menus and lists of other pages have hardly any, by
 * whatever names a site calls them. Null where there is next to none.
 */
export function findArticle($: CheerioAPI): Element | null {
  const prose = new Map<Element, number>();
  const countIn = (node: AnyNode, isLinked: boolean): number => {
    if (node.type === 'text') {
      const text = node.data.replace(/\s+/g, '');
      return isLinked || !(PROSE.test(text) || text.length >= LEAST_PROSE) ? 0 : text.length;
    }
    if (!('children' in node)) return 0;
    const linked = isLinked || ('name' in node && node.name === 'a');
    let count = 0;
    for (const child of node.children) count += countIn(child, linked);
    if (node.type === 'tag') prose.set(node, count);
    return count;
  };
  const body = $('body').get(0);
  if (!body) return null;
  const total = countIn(body, false);
  if (total < LEAST_PROSE) return null;
  let found: Element = body;
  for (;;) {
    const inner = $(found)
      .children()
      .toArray()
      .find((child) => (prose.get(child) ?? 0) >= SHARE * total);
    if (!inner) break;
    found = inner;
  }
  // A paragraph or a row is only a part of the block that it stands in.
  const block = $(found).closest(BLOCKS).get(0);
  return block?.type === 'tag' ? block : body;
}

/** 「索引号：…」 「发布日期：…」: short lines with a label that stand before the article, in their order. */
export function labelledLines($: CheerioAPI, article: Element): string[] {
  const lines: string[] = [];
  for (const element of $('body').find('*').toArray()) {
    if (element === article) break;
    if (!/^(?:p|div|li|td|th|tr|span|dd|dt)$/.test(element.name) || $(element).find(article).length > 0)
      continue;
    const text = $(element).text().replace(/\s+/g, ' ').trim();
    if (text.length > 120 || !LABELLED.test(text) || $(element).find('a').text().length > text.length / 2)
      continue;
    if (!lines.some((line) => line.includes(text))) lines.push(text);
  }
  return lines.slice(0, MOST_LABELLED);
}

const LABELLED =
  /(?:索\s*引\s*号|发文字号|文\s*号|发布日期|成文日期|发文日期|印发日期|公开日期|发布机构|发文机关|来\s*源|有效性|主题分类)\s*[：:]/u;
const MOST_LABELLED = 30;
