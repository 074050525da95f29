/**
 * Where the service shows a clause as it stands now. With the hash of words that were cited it leads to the clause that holds them, also
 * where the document has been cut otherwise since.
 */
export function clauseAddress(clauseId: string, citedHash: string | null): string {
  const address = `/api/clauses/${encodeURIComponent(clauseId)}`;
  return citedHash === null ? address : `${address}?v=${encodeURIComponent(citedHash)}`;
}
