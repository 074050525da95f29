import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

export interface CountedEntry {
  readonly key: string;
  readonly label: ComponentChildren;
  readonly count: number;
}

const SHOWN = 10;

/** Names with their counts, most first. */
export function Counts({
  entries,
  what,
}: {
  readonly entries: readonly CountedEntry[];
  readonly what: string;
}) {
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? entries : entries.slice(0, SHOWN);
  return (
    <>
      <table class="counts">
        <caption class="off-screen">{what}</caption>
        <tbody>
          {shown.map(({ key, label, count }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              <td class="number">{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < entries.length && (
        <button type="button" class="text-button" onClick={() => setShowsAll(true)}>
          显示全部 {entries.length} 项
        </button>
      )}
    </>
  );
}
