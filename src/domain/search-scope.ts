import type { UnitRole } from './responsible-unit.ts';

/** Which documents a caller may see: an argument of every search, so that nothing hidden is used or betrayed. */
export type Visibility = 'all' | { readonly documentIds: ReadonlySet<string> };

/** What a search may return. Absent fields do not restrict. */
export interface SearchScope {
  readonly visibility: Visibility;
  readonly documentIds?: readonly string[];
  /** Printed unit names; a clause fits when it names one of them, in `role` where that is given. */
  readonly units?: readonly string[];
  readonly role?: UnitRole;
}

/** Everything that the caller may see. */
export const UNRESTRICTED: SearchScope = { visibility: 'all' };

export function isVisible(visibility: Visibility, documentId: string): boolean {
  return visibility === 'all' || visibility.documentIds.has(documentId);
}
