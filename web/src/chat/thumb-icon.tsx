import type { Verdict } from '../api/types.ts';

/** A thumb; the other way round for 没帮助. Its name stands at the button. */
export function ThumbIcon({ verdict }: { readonly verdict: Verdict }) {
  return (
    <svg class={`thumb-icon thumb-${verdict}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d="M7 10.5v9.5M3.5 10.5h3.5l4-7.2a2.3 2.3 0 0 1 2.5 2.6l-.6 4.1h5.2a2 2 0 0 1 2 2.4l-1.2 6a2 2 0 0 1-2 1.6H3.5z" />
    </svg>
  );
}
