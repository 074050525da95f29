import { sourceSpanOf } from '../../src/domain/mapped-text.ts';
import type { NamedDocument } from '../../src/domain/policy-facts.ts';
import { isPromulgation } from '../parsing/promulgation.ts';
import { findNames } from './named-documents.ts';
import type { Sentence } from './sentences.ts';

/** A basis is named in the opening, or in the first article. */
const MOST_LINES = 40;
const OPENS = /根据|依据|依照|按照|遵照|贯彻|落实|遵循/u;
/** 「…，制定本办法」, 「…，现就…通知如下」 */
const CLOSES =
  /制[定订]|特制|编制|提出|通知如下|如下(?:意见|通知|决定|规定|措施|方案)|结合.{0,20}实际|经.{0,20}同意|现(?:就|将|对)|印发|公告如下|决定/u;
/** Issued, forwarded or made by this document. */
const OWN =
  /(?:现将|将|印发|发布|公布|转发|制[定订]了?|编制了?|批转|修改|修订|废止|起草了?|形成了?|研究|出台了?)[^《》，,]{0,30}$/u;

/** The documents that this one names as its basis: 「根据《…》（国发〔2019〕3号）等，结合本市实际，制定本办法。」 */
export function readBasis(sentences: readonly Sentence[], title: string): NamedDocument[] {
  const found = new Map<string, NamedDocument>();
  for (const { text, line, start, at } of sentences) {
    if (at >= MOST_LINES) break;
    if (isPromulgation(line.text)) continue;
    const opened = OPENS.exec(text);
    if (!opened || !CLOSES.test(text.slice(opened.index))) continue;
    for (const name of findNames(text)) {
      if (
        name.start < opened.index ||
        name.title === title ||
        (name.documentNumber === null && name.title === null)
      )
        continue;
      if (OWN.test(text.slice(Math.max(opened.index, name.start - 40), name.start))) continue;
      if (/^[^，。、《]{0,6}(?:印发|公布|转发)给/u.test(text.slice(name.end))) continue;
      const key = `${name.title ?? name.documentNumber}`;
      if (found.has(key)) continue;
      found.set(key, {
        title: name.title,
        documentNumber: name.documentNumber,
        printed: text.slice(name.start, name.end),
        span: sourceSpanOf(line.mapped, { start: start + name.start, end: start + name.end }),
      });
    }
    if (found.size > 0 && /第[二三四五六七八九十]+条/u.test(text)) break;
  }
  return [...found.values()];
}
