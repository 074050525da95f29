import type { CleaningWarning } from './cleaning-pass.ts';

const TONED = 'āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ';

/** Traces that a wrong decoding leaves. None of them occurs in sound official text. */
const TRACES: readonly RegExp[] = [
  /** 「激發社會資本發展?jié)摿屯顿Y活力」: a gloss whose opening byte went, with the characters after it read askew. */
  new RegExp(
    `[\\p{Script=Han}]{0,2}[?？][a-z]{0,3}[${TONED}][a-z${TONED}]{0,4}[)）][\\p{Script=Han}A-Za-z]{0,8}`,
    'gu',
  ),
  /** The replacement character, with its neighbours. */
  /[\p{Script=Han}]{0,4}\uFFFD[\uFFFD\p{Script=Han}]*/gu,
  /** UTF-8 replacement characters read as GBK, fresh and freed memory of old programs. */
  /(?:锟斤拷|烫烫烫|屯屯屯)[锟斤拷烫屯]*/gu,
  /** UTF-8 read as Latin-1: 「ä¸­å›½」. */
  /(?:[ÂÃâãäåæçèéêëìíîïð][\u0080-\u00BF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ¡-¿]{1,2}){3,}/gu,
  /** UTF-8 read as GBK: 「锛」 and 「銆」 are the first halves of ， and 。. */
  /[\p{Script=Han}]{0,6}[锛銆][\p{Script=Han}€]{0,6}[\s\S]{0,40}?[锛銆]/gu,
  /** Characters that the target encoding lacked: 「市????局」. */
  /\p{Script=Han}\?{3,}|\?{3,}\p{Script=Han}/gu,
  /** Half of a surrogate pair. */
  /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g,
];

/** Reports damaged stretches with their places; overlapping ones once. */
export function findDamagedText(source: string): CleaningWarning[] {
  const spans = TRACES.flatMap((trace) =>
    [...source.matchAll(trace)].map((match) => ({ start: match.index, end: match.index + match[0].length })),
  ).sort((a, b) => a.start - b.start);
  const warnings: CleaningWarning[] = [];
  let end = 0;
  let line = 1;
  for (const span of spans) {
    if (span.start < end) continue;
    line += countLineBreaks(source, end, span.start);
    const excerpt = source.slice(span.start, span.end);
    warnings.push({
      code: 'damaged-text',
      message: `第 ${line} 行疑有乱码：「${excerpt.slice(0, 30)}」`,
      span,
    });
    line += countLineBreaks(source, span.start, span.end);
    end = span.end;
  }
  return warnings;
}

function countLineBreaks(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
