/** Longest opening or closing mark that is looked for, in characters between its brackets. */
const OPENING = /\[[^\]]{0,40}开始\]/g;
const CLOSING = /\[[^\]]{0,40}结束\]/g;
const TAG_OR_FENCE = /<(?<tag>[a-z]{1,20})[^>]{0,200}>|```/gi;

/**
 * A text without what was pasted between marks ([资料开始]…[资料结束]), in tags or in fences; each is replaced by a line end and
 * handed to `onDropped`. In time that grows with the text: where a mark is never closed, no later one of its kind is.
 */
export function dropPasted(text: string, onDropped: (pasted: string) => void = () => {}): string {
  let isClosed = true;
  const markEnd = (from: number) => {
    const end = isClosed ? endOf(text, CLOSING, from) : -1;
    isClosed = end >= 0;
    return end;
  };
  const unmarked = cutOut(text, OPENING, (_open, from) => markEnd(from), onDropped);
  const folded = unmarked.toLowerCase();
  const unclosed = new Set<string>();
  const closingEnd = (closing: string, from: number) => {
    if (unclosed.has(closing)) return -1;
    const at = folded.indexOf(closing, from);
    if (at < 0) unclosed.add(closing);
    return at < 0 ? -1 : at + closing.length;
  };
  return cutOut(
    unmarked,
    TAG_OR_FENCE,
    (open, from) => {
      const tag = open.groups?.['tag'];
      return closingEnd(tag === undefined ? '```' : `</${tag.toLowerCase()}>`, from);
    },
    onDropped,
  );
}

function cutOut(
  text: string,
  opening: RegExp,
  findEnd: (open: RegExpExecArray, from: number) => number,
  onDropped: (pasted: string) => void,
): string {
  let kept = '';
  let at = 0;
  const pattern = new RegExp(opening);
  for (let open = pattern.exec(text); open; open = pattern.exec(text)) {
    const end = findEnd(open, pattern.lastIndex);
    if (end < 0) continue;
    onDropped(text.slice(open.index, end));
    kept += `${text.slice(at, open.index)}\n`;
    at = end;
    pattern.lastIndex = end;
  }
  return kept + text.slice(at);
}

function endOf(text: string, closing: RegExp, from: number): number {
  const pattern = new RegExp(closing);
  pattern.lastIndex = from;
  return pattern.exec(text) ? pattern.lastIndex : -1;
}
