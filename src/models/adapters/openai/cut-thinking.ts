/** Takes the pieces of a reply one after another and gives what of them may be shown. */
export interface ThinkingFilter {
  /** May give nothing while it is undecided or inside the thinking. */
  push(piece: string): string;
  /** What was held back when the reply ends. */
  flush(): string;
}

const OPEN = '<think>';
const CLOSE = '</think>';

/** Cuts `<think>…</think>` out of the beginning of a reply, where local servers of reasoning models put it. */
export function createThinkingFilter(): ThinkingFilter {
  let state: 'undecided' | 'thinking' | 'gap' | 'reply' = 'undecided';
  let held = '';

  const push = (piece: string): string => {
    if (state === 'reply') return piece;
    held += piece;
    if (state === 'undecided') {
      const text = held.trimStart();
      if (OPEN.startsWith(text)) return '';
      if (!text.startsWith(OPEN)) return release(held);
      state = 'thinking';
      held = text.slice(OPEN.length);
    }
    if (state === 'thinking') {
      const end = held.indexOf(CLOSE);
      held = end === -1 ? held.slice(-(CLOSE.length - 1)) : held.slice(end + CLOSE.length);
      if (end === -1) return '';
      state = 'gap';
    }
    held = held.trimStart();
    return held === '' ? '' : release(held);
  };

  const release = (text: string): string => {
    state = 'reply';
    held = '';
    return text;
  };

  return { push, flush: () => (state === 'undecided' ? release(held) : '') };
}
