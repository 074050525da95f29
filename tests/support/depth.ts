/** What a test does at every change, or at full size where `.ci/deep` runs it (`DEEP=1`). */
export const atDepth = (usual: number, deep: number): number => (process.env['DEEP'] === '1' ? deep : usual);
