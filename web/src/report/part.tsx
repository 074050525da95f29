import type { ComponentChildren } from 'preact';
import { CsvButton } from '../unit/csv-button.tsx';

interface Props {
  readonly title: string;
  readonly count: number;
  readonly empty: string;
  /** Address of the same as a table. */
  readonly table: string;
  readonly children: ComponentChildren;
}

/** One part of the report, and the same as a table; a sentence where there is nothing. */
export function Part({ title, count, empty, table, children }: Props) {
  return (
    <section class="report-part">
      <div class="report-head">
        <h2>
          {title} {count > 0 && <small class="quiet">{count}</small>}
        </h2>
        {count > 0 && (
          <div class="report-save">
            <CsvButton path={table} name={title} isPlain />
          </div>
        )}
      </div>
      {count > 0 ? children : <p class="quiet">{empty}</p>}
    </section>
  );
}
