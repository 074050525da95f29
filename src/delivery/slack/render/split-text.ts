/** Cuts text into pieces of at most `limit`, where possible after a line or a sentence; never within `&amp;` or a character. */
export function splitText(text: string, limit: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const end = findCut(rest, limit);
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return [...pieces, rest].filter((piece) => piece.trim() !== '');
}

function findCut(text: string, limit: number): number {
  const head = text.slice(0, limit);
  for (const sign of ['\n', '。', '；', '，']) {
    const at = head.lastIndexOf(sign);
    if (at >= limit / 2) return at + 1;
  }
  const entity = /&[a-z]{0,3}$/.exec(head)?.index;
  const end = entity ?? limit;
  return /[\ud800-\udbff]$/.test(head.slice(0, end)) ? end - 1 : end;
}
