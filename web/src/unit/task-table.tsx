import type { Clause, UnitTask } from '../api/types.ts';
import { Link } from '../shell/link.tsx';
import { useLoaded } from '../shell/use-loaded.ts';
import { ROLE_NAMES, ROLES, UnitChip } from './unit-chips.tsx';

/** Tasks of one unit in one document, by role. */
export function TaskTable({ tasks }: { readonly tasks: readonly UnitTask[] }) {
  return (
    <>
      {ROLES.map((role) => {
        const own = tasks.filter((task) => task.role === role);
        if (own.length === 0) return null;
        return (
          <section key={role} class="tasks">
            <h3 class={`role-${role}`}>{ROLE_NAMES[role]}</h3>
            <ul>
              {own.map((task) => (
                <TaskRow key={task.clauseId} task={task} />
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

function TaskRow({ task }: { readonly task: UnitTask }) {
  const { clauseId, path, title, deadline, units } = task;
  const others = [...new Map(units.map((unit) => [unit.name, unit])).values()];
  return (
    <li class="task">
      <Link class="task-title" to={{ page: 'clause', clauseId, citedHash: null }}>
        {path.at(-1) ?? title}
      </Link>
      {deadline !== null && <span class="tag">时限 {deadline.text}</span>}
      {title === '' && <FirstWords clauseId={clauseId} />}
      {path.length > 1 && <span class="quiet task-path">{path.slice(0, -1).join(' › ')}</span>}
      <details>
        <summary>同列单位 {others.length} 个</summary>
        <span class="chips">
          {others.map((unit) => (
            <UnitChip key={unit.name} unit={unit} />
          ))}
        </span>
      </details>
    </li>
  );
}

/** A row of a table has no title; its words say what is to be done. */
function FirstWords({ clauseId }: { readonly clauseId: string }) {
  const loaded = useLoaded<Clause>(`/api/clauses/${encodeURIComponent(clauseId)}`);
  return loaded.state === 'loaded' ? <span class="first-words">{loaded.value.text}</span> : null;
}
