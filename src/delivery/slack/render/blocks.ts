/** Blocks of Slack's Block Kit, as far as we use them. */
export type Block =
  | { readonly type: 'section'; readonly text: Mrkdwn; readonly expand?: boolean }
  | { readonly type: 'context'; readonly elements: readonly Mrkdwn[] }
  | { readonly type: 'divider' }
  | { readonly type: 'actions'; readonly block_id: string; readonly elements: readonly Button[] };

export interface Mrkdwn {
  readonly type: 'mrkdwn';
  readonly text: string;
  /** Bare addresses and names stay text. */
  readonly verbatim: true;
}

export interface Button {
  readonly type: 'button';
  readonly action_id: string;
  readonly text: { readonly type: 'plain_text'; readonly text: string };
  readonly value: string;
}

/** One message; `text` is what notifications and readers of screens show. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** Characters of a text object: Slack allows 3000. */
export const LONGEST_TEXT = 2900;

export function mrkdwn(text: string): Mrkdwn {
  return { type: 'mrkdwn', text, verbatim: true };
}

/** `expand`: shown whole, without 「展开」. */
export function section(text: string): Block {
  return { type: 'section', text: mrkdwn(text), expand: true };
}

export function context(text: string): Block {
  return { type: 'context', elements: [mrkdwn(text)] };
}

/** Lines in as few sections as they fit in; each line is short enough for one. */
export function packSections(lines: readonly string[], gap: '\n' | '\n\n' = '\n\n'): Block[] {
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + gap.length + line.length <= LONGEST_TEXT) {
      texts[texts.length - 1] = `${last}${gap}${line}`;
    } else texts.push(line);
  }
  return texts.map(section);
}
