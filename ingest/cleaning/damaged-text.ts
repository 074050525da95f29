import type { TextSpan } from '../../src/domain/text-span.ts';
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
  /\p{Script=Han}\?{3,}|(?<!\?)\?{3,}\p{Script=Han}/gu,
  /** Half of a surrogate pair. */
  /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g,
];

/** Who reads so many warnings knows that the file is broken. */
const MOST_WARNINGS = 200;

const NEWLINE = 0x0a;

/** Reports damaged stretches with their places; overlapping ones once, and of very many the first ones. */
export function findDamagedText(source: string): CleaningWarning[] {
  const spans = TRACES.flatMap((trace) => spansOf(source, trace)).sort((a, b) => a.start - b.start);
  const warnings: CleaningWarning[] = [];
  let end = 0;
  let line = 1;
  for (const span of spans) {
    if (span.start < end) continue;
    if (warnings.length === MOST_WARNINGS) {
      const message = `第 ${line} 行之后还有多处疑有乱码，不再一一列出`;
      warnings.push({ code: 'damaged-text', message, span: { start: span.start, end: source.length } });
      break;
    }
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

function spansOf(text: string, pattern: RegExp): TextSpan[] {
  const spans: TextSpan[] = [];
  for (const match of text.matchAll(pattern)) {
    spans.push({ start: match.index, end: match.index + match[0].length });
  }
  return spans;
}

function countLineBreaks(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) if (text.charCodeAt(at) === NEWLINE) count++;
  return count;
}
