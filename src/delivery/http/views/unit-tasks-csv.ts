import { renderCsvRow } from '../../../domain/render-csv.ts';
import { ROLE_NAMES } from '../../../domain/responsible-unit.ts';
import type { UnitTasks } from '../../../portal/show-unit-tasks.ts';

const BYTE_ORDER_MARK = '\ufeff';

/** One row at a time, each a clause; those that reach the unit only through a collective come last and say so. */
export function* renderUnitTasksCsv({ tasks, viaCollective }: UnitTasks): Generator<string, void> {
  yield `${BYTE_ORDER_MARK}${renderCsvRow(['文件', '位置', '任务', '角色', '时限', '责任单位', '条文编号'])}`;
  for (const task of tasks)
    yield renderCsvRow([
      task.documentTitle,
      task.path.join(' / '),
      task.title,
      ROLE_NAMES[task.role],
      task.deadline?.text ?? '',
      task.units.map((unit) => `${unit.name}（${ROLE_NAMES[unit.role]}）`).join('、'),
      task.clauseId,
    ]);
  for (const clause of viaCollective)
    yield renderCsvRow([
      clause.documentTitle,
      clause.path.join(' / '),
      clause.title,
      '通过集体称谓',
      '',
      '',
      clause.clauseId,
    ]);
}
