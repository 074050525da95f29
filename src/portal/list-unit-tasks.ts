import type { AppContext } from '../app-context.ts';
import { NotFoundError } from '../domain/errors/not-found-error.ts';
import type { UnitRole } from '../domain/responsible-unit.ts';
import type { Visibility } from '../domain/search-scope.ts';
import { cutPage, type PageRequest } from './cut-page.ts';
import { findDocument } from './find-document.ts';
import { showUnitTasks, type UnitTasks } from './show-unit-tasks.ts';
import { withSnapshot } from './with-snapshot.ts';

/** Whose tasks, and which of them. */
export interface TasksRequest {
  readonly unit: string;
  readonly role?: UnitRole;
  readonly documentId?: string;
}

/** Rows of a unit's tasks, first those that name it, then those that reach it through a collective; counted whole. */
export interface UnitTasksPage extends UnitTasks {
  readonly indexVersion: string;
  /** Clauses that name the unit; `total` counts printed tasks. */
  readonly clauseTotal: number;
  readonly viaCollectiveTotal: number;
  readonly nextCursor: string | null;
}

type TasksContext = Pick<AppContext, 'index' | 'units' | 'collectUnitTasks'>;

/** A page of what `listAllUnitTasks` gives. */
export async function listUnitTasks(
  ctx: TasksContext,
  { limit, cursor, ...request }: TasksRequest & PageRequest,
  visibility: Visibility,
): Promise<UnitTasksPage> {
  const { indexVersion, ...all } = await listAllUnitTasks(ctx, request, visibility);
  const { unit, role = null, documentId = null } = request;
  const { tasks, viaCollective } = all;
  const list = ['unit-tasks', unit, role, documentId];
  const rows = tasks.length + viaCollective.length;
  const { start, end, nextCursor } = cutPage({ limit, cursor }, { list, indexVersion, rows });
  const past = tasks.length;
  return {
    indexVersion,
    ...all,
    clauseTotal: tasks.length,
    viaCollectiveTotal: viaCollective.length,
    nextCursor,
    tasks: tasks.slice(start, end),
    viaCollective: viaCollective.slice(Math.max(0, start - past), Math.max(0, end - past)),
  };
}

/** Every visible clause that names the unit, complete. Throws NotFoundError for a document or unit that is not there. */
export async function listAllUnitTasks(
  ctx: TasksContext,
  { unit, role, documentId }: TasksRequest,
  visibility: Visibility,
): Promise<UnitTasks & { readonly indexVersion: string }> {
  return await withSnapshot(ctx.index, async (snapshot) => {
    if (documentId !== undefined) await findDocument(snapshot, documentId, visibility);
    const scope = {
      visibility,
      ...(role && { role }),
      ...(documentId !== undefined && { documentIds: [documentId] }),
    };
    const tasks = await showUnitTasks(ctx, snapshot, { unit, scope });
    if (!tasks) throw new NotFoundError('no such unit', { detail: '所载文件中没有这个单位。' });
    return { indexVersion: snapshot.version, ...tasks };
  });
}
