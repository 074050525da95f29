import type { TextEdit } from '../../src/domain/mapped-text.ts';
import type { CleaningWarning, PassResult } from './cleaning-pass.ts';
import { lineNumberAt } from './line-number.ts';

/** Characters that show nothing but may hide, reorder or smuggle text, by kind. */
const KINDS: readonly { readonly name: string; readonly pattern: string }[] = [
  {
    name: '零宽字符',
    pattern: '\\u{180E}\\u{200B}-\\u{200D}\\u{2060}-\\u{2064}\\u{FEFF}\\u{115F}\\u{1160}\\u{3164}\\u{FFA0}',
  },
  { name: '双向控制符', pattern: '\\u{061C}\\u{200E}\\u{200F}\\u{202A}-\\u{202E}\\u{2066}-\\u{206F}' },
  { name: '变体选择符', pattern: '\\u{FE00}-\\u{FE0F}\\u{E0100}-\\u{E01EF}' },
  { name: '标签字符', pattern: '\\u{E0000}-\\u{E007F}\\u{FFF9}-\\u{FFFB}' },
  { name: '软连字符', pattern: '\\u{00AD}' },
  {
    name: '控制字符',
    pattern: '\\u{0000}-\\u{0008}\\u{000E}-\\u{001F}\\u{007F}-\\u{0084}\\u{0086}-\\u{009F}',
  },
];

const INVISIBLE = new RegExp(`[${KINDS.map((kind) => kind.pattern).join('')}]+`, 'gu');

const LINE_BREAKS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;

/** Every way to end a line or page becomes one \n. */
export function lineBreakEdits(text: string): TextEdit[] {
  return [...text.matchAll(LINE_BREAKS)].map((match) => {
    const start = match.index;
    if (match[0] === '\r\n') return { start, end: start + 1, replacement: '' };
    return { start, end: start + 1, replacement: '\n' };
  });
}

/** Deletes invisible characters wherever they stand. */
export function findInvisibleCharacters(text: string): PassResult {
  return {
    edits: [...text.matchAll(INVISIBLE)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      replacement: '',
    })),
  };
}

/** One warning for each kind that occurs, with its count and its first place. */
export function summariseInvisibleCharacters(source: string): CleaningWarning[] {
  return KINDS.flatMap(({ name, pattern }) => {
    let first: RegExpExecArray | null = null;
    let count = 0;
    for (const match of source.matchAll(new RegExp(`[${pattern}]`, 'gu'))) {
      first ??= match;
      count++;
    }
    if (!first) return [];
    const code = first[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    const line = lineNumberAt(source, first.index);
    return {
      code: 'invisible-characters' as const,
      message: `删去 ${count} 个${name}（首个为 U+${code}，在第 ${line} 行）`,
      span: { start: first.index, end: first.index + first[0].length },
    };
  });
}
