import { saveAsFile } from '../api/save-as-file.ts';
import type { Citation, NamedUnit, Role } from '../api/types.ts';
import { Link } from '../shell/link.tsx';
import type { ClauseUnits, ListRow } from '../text/answer-tables.ts';
import { parseInline, plainText } from '../text/parse-inline.ts';
import { renderCsv } from '../text/render-csv.ts';
import { ROLE_NAMES, ROLES } from '../unit/unit-chips.tsx';
import { Runs } from './blocks.tsx';

type OnMarker = (marker: number) => void;

/** A list of an answer as a table: what, who, where it says so. */
export function ListTable({
  rows,
  onMarker,
}: {
  readonly rows: readonly ListRow[];
  readonly onMarker: OnMarker;
}) {
  const hasUnits = rows.some(({ units }) => units.length > 0);
  const head = ['序号', '事项', ...(hasUnits ? ['单位'] : []), '文件'];
  const cells = rows.map(({ number, text, units, citations }) => [
    String(number),
    plainText(text),
    ...(hasUnits ? [units.map((unit) => `${unit.name}（${ROLE_NAMES[unit.role]}）`).join('、')] : []),
    citations.map(({ label }) => label).join('；'),
  ]);
  return (
    <AnswerTable head={head} csv={[head, ...cells]} name="清单">
      {rows.map(({ number, text, units, citations }) => (
        <tr key={number}>
          <td data-label={head[0]} class="number">
            {number}
          </td>
          <td data-label={head[1]} class="wide">
            <Runs content={parseInline(text)} onMarker={onMarker} />
            <Markers citations={citations} onMarker={onMarker} />
          </td>
          {hasUnits && (
            <td data-label="单位">
              <Units units={units} withRole />
            </td>
          )}
          <td data-label="文件">
            {[...new Set(citations.map(({ documentTitle }) => `《${documentTitle}》`))].join('')}
          </td>
        </tr>
      ))}
    </AnswerTable>
  );
}

/** Clauses beside each other with their units by role. */
export function ComparisonTable({
  rows,
  onMarker,
}: {
  readonly rows: readonly ClauseUnits[];
  readonly onMarker: OnMarker;
}) {
  const roles = ROLES.filter((role) => rows.some(({ units }) => units.some((unit) => unit.role === role)));
  const head = ['条文', ...roles.map((role) => ROLE_NAMES[role])];
  const inRole = (units: ClauseUnits['units'], role: Role) => units.filter((unit) => unit.role === role);
  const cells = rows.map(({ citation, units }) => [
    citation.label,
    ...roles.map((role) =>
      inRole(units, role)
        .map(({ name }) => name)
        .join('、'),
    ),
  ]);
  return (
    <AnswerTable head={head} csv={[head, ...cells]} name="对照">
      {rows.map(({ citation, units }) => (
        <tr key={citation.marker}>
          <td data-label={head[0]}>
            {citation.label}
            <Markers citations={[citation]} onMarker={onMarker} />
          </td>
          {roles.map((role) => (
            <td key={role} data-label={ROLE_NAMES[role]}>
              <Units units={inRole(units, role)} />
            </td>
          ))}
        </tr>
      ))}
    </AnswerTable>
  );
}

function AnswerTable(props: {
  readonly head: readonly string[];
  readonly csv: readonly (readonly string[])[];
  readonly name: string;
  readonly children: preact.ComponentChildren;
}) {
  const { head, csv, name, children } = props;
  return (
    <div class="answer-table">
      <div class="table table-stacks">
        <table aria-label={name}>
          <thead>
            <tr>
              {head.map((title) => (
                <th key={title} scope="col" class={title === '事项' ? 'wide' : undefined}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </div>
      <button
        type="button"
        class="text-button table-csv"
        onClick={() =>
          saveAsFile(new Blob([renderCsv(csv)], { type: 'text/csv;charset=utf-8' }), `${name}.csv`)
        }
      >
        下载表格（CSV）
      </button>
    </div>
  );
}

function Markers({
  citations,
  onMarker,
}: {
  readonly citations: readonly Citation[];
  readonly onMarker: OnMarker;
}) {
  return <Runs content={citations.map(({ marker }) => ({ kind: 'marker', marker }))} onMarker={onMarker} />;
}

/** None is a dash, so that an empty cell is no riddle. */
function Units({
  units,
  withRole = false,
}: {
  readonly units: readonly NamedUnit[];
  readonly withRole?: boolean;
}) {
  if (units.length === 0) return <>—</>;
  return (
    <ul class="unit-lines">
      {units.map(({ name, role, currentName }) => (
        <li key={`${role} ${name}`}>
          <Link to={{ page: 'unit', name }}>{name}</Link>
          {withRole && <small>{ROLE_NAMES[role]}</small>}
          {currentName !== undefined && currentName !== name && <small>现为{currentName}</small>}
        </li>
      ))}
    </ul>
  );
}
