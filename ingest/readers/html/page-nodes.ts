import type { AnyNode, Element, Text } from 'domhandler';
import { ReaderError } from '../../../src/domain/errors/reader-error.ts';

/** Deeper ones are made to break readers. */
const DEEPEST = 400;
const MOST_NODES = 400_000;

export function isText(node: AnyNode): node is Text {
  return node.type === 'text';
}

export function isTag(node: AnyNode): node is Element {
  return node.type === 'tag' || node.type === 'script' || node.type === 'style';
}

/** Throws ReaderError for a page that is nested too deeply or too large to be walked through. */
export function checkPage(root: AnyNode): void {
  const stack: [AnyNode, number][] = [[root, 0]];
  let count = 0;
  for (let top = stack.pop(); top; top = stack.pop()) {
    const [node, depth] = top;
    if (depth > DEEPEST) throw new ReaderError('网页嵌套过深');
    if (++count > MOST_NODES) throw new ReaderError('网页过大');
    if ('children' in node) for (const child of node.children) stack.push([child, depth + 1]);
  }
}

/** Characters without white space below an element, those in links, and the links. */
export function countLinks(element: Element): { text: number; linked: number; links: Element[] } {
  const links: Element[] = [];
  let text = 0;
  let linked = 0;
  const stack: [AnyNode, boolean][] = [[element, false]];
  for (let top = stack.pop(); top; top = stack.pop()) {
    const [node, inLink] = top;
    if (isText(node)) {
      const { length } = node.data.replace(/\s+/gu, '');
      text += length;
      if (inLink) linked += length;
    } else if (isTag(node)) {
      if (node.name === 'a') links.push(node);
      for (const child of node.children) stack.push([child, inLink || node.name === 'a']);
    }
  }
  return { text, linked, links };
}

const FILE = /\.(?:docx?|wps|xlsx?|et|pdf|ofd|zip|rar|jpe?g|png)(?:$|[?#])/iu;

/** Whether an element is a menu or a list of other pages; attachments are not. */
export function isMenu(element: Element): boolean {
  const { text, linked, links } = countLinks(element);
  if (links.length < 3 || linked * 2 <= text) return false;
  return links.filter(({ attribs }) => FILE.test(attribs['href'] ?? '')).length * 2 < links.length;
}
