// A thread does not inherit how its process reads TypeScript, so it says so itself. Plain JavaScript, because nothing reads it before.
import { register } from 'tsx/esm/api';

register();
await import('./thread-main.ts');
