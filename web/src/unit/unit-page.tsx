import { useState } from 'preact/hooks';
import { loadAllPages } from '../api/load-all-pages.ts';
import type { Role, UnitTask, UnitTasks } from '../api/types.ts';
import { ClauseLinks } from '../clause/clause-links.tsx';
import { Link } from '../shell/link.tsx';
import { LoadingOrFailed } from '../shell/loading-or-failed.tsx';
import { saveMyUnit, useMyUnit } from '../shell/my-unit.ts';
import { useLoaded } from '../shell/use-loaded.ts';
import { CsvButton } from './csv-button.tsx';
import { TaskTable } from './task-table.tsx';
import { ROLE_NAMES, ROLES } from './unit-chips.tsx';

const loadTasks = loadAllPages<UnitTasks>('tasks', 'viaCollective');

/** Everything that the loaded documents give a unit to do. */
export function UnitPage({ name }: { readonly name: string }) {
  const path = `/api/units/${encodeURIComponent(name)}/tasks`;
  const loaded = useLoaded(path, loadTasks);
  const [role, setRole] = useState<Role | null>(null);
  const myUnit = useMyUnit();
  if (loaded.state !== 'loaded') return <LoadingOrFailed loaded={loaded} what="任务" />;
  const unit = loaded.value;
  const shown = unit.tasks.filter((task) => role === null || task.role === role);
  return (
    <article class="page">
      <h1>{unit.unit}</h1>
      <p class="lead">
        {unit.total > 0 ? `文件中点名的任务共 ${unit.total} 项` : '文件中没有点名的任务'}
        {unit.viaCollective.length > 0 && `；另有 ${unit.viaCollective.length} 条经集体称谓涉及`}。
      </p>
      <NamesOverTime unit={unit} />
      <div class="toolbar">
        <fieldset class="segments">
          <legend class="off-screen">按角色筛选</legend>
          <Segment
            label={`全部 ${countTasks(unit.tasks)}`}
            isOn={role === null}
            onPick={() => setRole(null)}
          />
          {ROLES.map((own) => {
            const count = countTasks(unit.tasks.filter((task) => task.role === own));
            if (count === 0) return null;
            const label = `${ROLE_NAMES[own].slice(0, 2)} ${count}`;
            return <Segment key={own} label={label} isOn={role === own} onPick={() => setRole(own)} />;
          })}
        </fieldset>
        <CsvButton path={path} name={unit.unit} />
        {myUnit !== unit.unit && (
          <button type="button" class="button button-plain" onClick={() => saveMyUnit(unit.unit)}>
            设为我的单位
          </button>
        )}
      </div>
      {groupByDocument(shown).map((tasks) => (
        <section key={tasks[0]!.documentId}>
          <h2>
            <Link to={{ page: 'document', documentId: tasks[0]!.documentId, source: null }}>
              《{tasks[0]!.documentTitle}》
            </Link>{' '}
            <small class="quiet">{countTasks(tasks)} 项</small>
          </h2>
          <TaskTable tasks={tasks} />
        </section>
      ))}
      {unit.viaCollective.length > 0 && (
        <section>
          <h2>经集体称谓涉及</h2>
          <p class="quiet">条文写的是“各区人民政府”“有关部门”等，未点名，不计入上面的项数。</p>
          <ClauseLinks clauses={unit.viaCollective} />
        </section>
      )}
    </article>
  );
}

function NamesOverTime({ unit }: { readonly unit: UnitTasks }) {
  if (unit.explanations.length === 0 && unit.related.length === 0) return null;
  return (
    <div class="notice">
      {unit.explanations.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {unit.related.map(({ name, explanation }) => (
        <p key={name}>
          <Link to={{ page: 'unit', name }}>{name}</Link>
          {explanation !== null && `：${explanation}`}
        </p>
      ))}
    </div>
  );
}

interface SegmentProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onPick: () => void;
}

function Segment({ label, isOn, onPick }: SegmentProps) {
  return (
    <button type="button" class="segment" aria-pressed={isOn} onClick={onPick}>
      {label}
    </button>
  );
}

/** Clauses under one printed tail are one task. */
function countTasks(tasks: readonly UnitTask[]): number {
  return new Set(tasks.map((task) => task.taskId)).size;
}

function groupByDocument(tasks: readonly UnitTask[]): UnitTask[][] {
  const groups = new Map<string, UnitTask[]>();
  for (const task of tasks) groups.set(task.documentId, [...(groups.get(task.documentId) ?? []), task]);
  return [...groups.values()];
}
