/** Without them temporary files, the time zone and Windows' own libraries are not found. */
const NEEDED = ['TMPDIR', 'TEMP', 'TMP', 'TZ', 'SystemRoot'];

/** What a process is started with that must know no secret: of the environment only what any program needs. */
export function bareEnvironment(source: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(source).filter(([name]) => NEEDED.includes(name)));
}
