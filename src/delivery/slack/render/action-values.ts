import { z } from 'zod';

/** What a button carries: the answer that it belongs to, and for a clause its marker. Slack gives it back as we sent it. */
export const ActionValue = z.object({ t: z.string(), m: z.string(), n: z.number().optional() });
export type ActionValue = z.infer<typeof ActionValue>;

export const ACTIONS = {
  clause: 'clause',
  showAll: 'show_all',
  up: 'up',
  down: 'down',
  showMe: 'show_me',
  share: 'share',
} as const;

/** Null for anything that we have not made. */
export function readActionValue(text: string | undefined): ActionValue | null {
  try {
    return ActionValue.safeParse(JSON.parse(text ?? '')).data ?? null;
  } catch {
    return null;
  }
}
