import { TiaowenError } from './tiaowen-error.ts';

/** A manifest is not valid or points outside its folder. */
export class ManifestError extends TiaowenError {
  readonly code = 'manifest-invalid';
}
