import { asksForNumber, asksForUnits } from './read-form.ts';

/** 「最长能缓几个月，会不会停电」 */
const OPENS_YES_NO = /^(?:会不会|能不能|可不可以|要不要|是不是|有没有|是否)/;

/**
 * Parts of one sentence that ask for different things: 「岸电改造归谁管，还有老旧泊位要改多少处」 → two. What asks for
 * units twice (谁牵头，谁配合) stays one.
 */
export function splitAsks(sentence: string): string[] {
  const pieces = sentence.match(/[^，\s]+[，\s]*/g) ?? [sentence];
  const parts: string[] = [];
  let current = '';
  let kind: 'who' | 'number' | 'yes-no' | null = null;
  for (const piece of pieces) {
    const who = asksForUnits(piece);
    const number = !who && asksForNumber(piece);
    const isYesNo: boolean = kind === 'number' && OPENS_YES_NO.test(piece);
    const next: 'who' | 'number' | 'yes-no' | null = who
      ? 'who'
      : number
        ? 'number'
        : isYesNo
          ? 'yes-no'
          : null;
    if (next !== null && kind !== null && next !== kind) {
      parts.push(current);
      current = piece;
      kind = next;
    } else {
      current += piece;
      kind = next ?? kind;
    }
  }
  if (current !== '') parts.push(current);
  return parts;
}
