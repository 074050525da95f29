import type { AppContext } from '../app-context.ts';
import { NotFoundError } from '../domain/errors/not-found-error.ts';
import type { UnitRole } from '../domain/responsible-unit.ts';
import type { Visibility } from '../domain/search-scope.ts';
import { findDocument } from './find-document.ts';
import { showUnitTasks, type UnitTasks } from './show-unit-tasks.ts';
import { withSnapshot } from './with-snapshot.ts';

/** Every visible clause that names the unit, complete. Throws NotFoundError for a document or unit that is not there. */
export async function listUnitTasks(
  ctx: Pick<AppContext, 'index' | 'units' | 'collectUnitTasks'>,
  request: { readonly unit: string; readonly role?: UnitRole; readonly documentId?: string },
  visibility: Visibility,
): Promise<UnitTasks> {
  const { unit, role, documentId } = request;
  const tasks = await withSnapshot(ctx.index, async (snapshot) => {
    if (documentId !== undefined) await findDocument(snapshot, documentId, visibility);
    const scope = {
      visibility,
      ...(role && { role }),
      ...(documentId !== undefined && { documentIds: [documentId] }),
    };
    return await showUnitTasks(ctx, snapshot, { unit, scope });
  });
  if (!tasks) throw new NotFoundError('no such unit', { detail: '所载文件中没有这个单位。' });
  return tasks;
}
