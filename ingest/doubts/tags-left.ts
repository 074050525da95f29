import type { ClauseRecord } from '../../src/domain/clause.ts';
import { sourceSpanOf } from '../../src/domain/mapped-text.ts';
import type { TextSpan } from '../../src/domain/text-span.ts';

/** 「</font>」, 「<td colspan="2">」, 「&nbsp;」, 「![](图片1.png)」; not 「<50毫克」 and not 「<姓名>」. */
const TAG =
  /<\/?[a-z][a-z0-9:-]{0,20}(?:\s[^<>\n]{0,300})?\/?>|&(?:[a-z]{2,8}|#\d{1,6}|#x[\da-f]{1,5});|!\[[^\]\n]{0,80}\]\([^)\n]{0,200}\)/gi;

/** The tags that stand in the words of a clause: the first as printed, and the stretch of the source from it to the last. */
export function findTagsLeft(
  clause: Pick<ClauseRecord, 'text' | 'runs'>,
): { readonly first: string; readonly span: TextSpan } | null {
  const tags = [...clause.text.matchAll(TAG)];
  const [first] = tags;
  const last = tags.at(-1);
  if (!first || !last) return null;
  const span = { start: first.index, end: last.index + last[0].length };
  return { first: first[0].slice(0, 30), span: sourceSpanOf(clause, span) };
}
