import { register } from 'tsx/esm/api';

// Plain JavaScript, because nothing reads TypeScript before.
register();
await import('./serve-fakes.ts');
