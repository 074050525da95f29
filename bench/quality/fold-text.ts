/** Folded text and, for each of its characters, the place it came from; one more entry marks the end. */
export interface FoldedText {
  readonly text: string;
  readonly offsets: readonly number[];
}

const SAME_PUNCTUATION: Readonly<Record<string, string>> = {
  '。': '.',
  '、': ',',
  '“': '"',
  '”': '"',
  '「': '"',
  '」': '"',
  '‘': "'",
  '’': "'",
  '〔': '[',
  '〕': ']',
  '【': '[',
  '】': ']',
  '—': '-',
  '–': '-',
  '―': '-',
  '‑': '-',
  '•': '·',
  '・': '·',
};

/**
 * Drops white space and folds Chinese and ASCII punctuation together, so that 「（一）总体要求：」 equals "(一)总体要求:".
 * Full-width letters and digits fold as well; Chinese characters stay.
 */
export function foldText(text: string): string {
  return foldWithOffsets(text).text;
}

/** As `foldText`, keeping where each character stood: `offsets[i]` is the place of folded character `i` in `text`. */
export function foldWithOffsets(text: string): FoldedText {
  const offsets: number[] = [];
  let folded = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (/[\s\u200b-\u200f\ufeff]/.test(character)) continue;
    const same = SAME_PUNCTUATION[character] ?? foldWidth(character);
    for (const part of same) {
      folded += part;
      offsets.push(at);
    }
  }
  offsets.push(text.length);
  return { text: folded, offsets };
}

/** ！ … ～ stand 0xFEE0 above their ASCII forms. */
function foldWidth(character: string): string {
  const code = character.charCodeAt(0);
  return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : character;
}
