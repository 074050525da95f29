import type { CheerioAPI } from 'cheerio';
import type { AnyNode, Element } from 'domhandler';
import { isTag, isText } from './page-nodes.ts';

/** What stands below an element, counted once for all. */
interface Measure {
  /** Characters without white space. */
  readonly text: number;
  /** Those in links. */
  readonly links: number;
  readonly stops: number;
}

/** A block that holds so much of a page's prose is the article, or holds it. */
const SHARE = 0.85;

/**
 * The innermost block that holds nearly all prose of the page: characters outside links, those beside stops counting twice, so that menus,
 * lists of titles and footers weigh little. Also how much prose it holds.
 */
export function chooseArticle($: CheerioAPI): { readonly article: Element | null; readonly prose: number } {
  const body = $('body').get(0);
  if (!body) return { article: null, prose: 0 };
  const measures = measureAll(body);
  const total = proseOf(measures.get(body)!);
  let article: Element = body;
  for (;;) {
    const inner: Element | undefined = article.children
      .filter(isTag)
      .find((child) => proseOf(measures.get(child)!) >= total * SHARE);
    if (
      !inner ||
      (/^(?:p|table|tbody|tr|ul|ol|h[1-6]|span|b|strong|font)$/u.test(inner.name) &&
        !holdsBlock(inner, measures, total))
    )
      break;
    article = inner;
  }
  return { article, prose: total };
}

/** A layout table's cell or a span around everything is walked through. */
function holdsBlock(element: Element, measures: ReadonlyMap<AnyNode, Measure>, total: number): boolean {
  const stack: Element[] = [element];
  while (stack.length > 0) {
    const next: Element | undefined = stack
      .pop()!
      .children.filter(isTag)
      .find((child) => proseOf(measures.get(child)!) >= total * SHARE);
    if (!next) return false;
    if (/^(?:div|article|section|td|main)$/u.test(next.name)) return true;
    stack.push(next);
  }
  return false;
}

function proseOf({ text, links, stops }: Measure): number {
  return Math.max(0, text - links) * 0.25 + stops * 20;
}

function measureAll(root: Element): Map<AnyNode, Measure> {
  const measures = new Map<AnyNode, Measure>();
  const stack: { node: AnyNode; inLink: boolean; isDone: boolean }[] = [
    { node: root, inLink: false, isDone: false },
  ];
  while (stack.length > 0) {
    const { node, inLink, isDone } = stack.pop()!;
    if (isText(node)) {
      const text = node.data.replace(/\s+/gu, '');
      const stops = inLink ? 0 : (text.match(/[，。；：、]/gu)?.length ?? 0);
      measures.set(node, { text: text.length, links: inLink ? text.length : 0, stops });
    } else if (!isTag(node)) measures.set(node, { text: 0, links: 0, stops: 0 });
    else if (isDone) {
      const sum = { text: 0, links: 0, stops: 0 };
      for (const child of node.children) {
        const measure = measures.get(child);
        if (!measure) continue;
        sum.text += measure.text;
        sum.links += measure.links;
        sum.stops += measure.stops;
      }
      measures.set(node, sum);
    } else {
      stack.push({ node, inLink, isDone: true });
      for (const child of node.children)
        stack.push({ node: child, inLink: inLink || node.name === 'a', isDone: false });
    }
  }
  return measures;
}
