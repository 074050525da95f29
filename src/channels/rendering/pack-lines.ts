import type { RenderedLine } from './answer-lines.ts';

/**
 * Packs lines into as few texts as hold them, in order and without losing any. A line is cut only where it does not fit by itself, and
 * then between its pieces; a piece that is longer than `limit` stands alone. `sizeOf` must add up: bytes, characters.
 */
export function packLines(
  lines: readonly RenderedLine[],
  { limit, sizeOf }: { readonly limit: number; readonly sizeOf: (text: string) => number },
): string[] {
  const texts: string[] = [];
  const lineBreak = sizeOf('\n');
  let text = '';
  let size = 0;
  const flush = () => {
    if (text.trim() !== '') texts.push(text);
    text = '';
    size = 0;
  };
  for (const line of lines) {
    const whole = line.join('');
    const wholeSize = sizeOf(whole);
    if (size > 0 && size + lineBreak + wholeSize > limit) flush();
    if (size > 0) {
      text += '\n';
      size += lineBreak;
    }
    for (const piece of wholeSize <= limit ? [whole] : line) {
      const pieceSize = sizeOf(piece);
      if (size + pieceSize > limit) flush();
      text += piece;
      size += pieceSize;
    }
  }
  flush();
  return texts;
}
