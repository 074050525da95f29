import type { Answer, RefusalReason } from '../../domain/answer.ts';

/** One request as the audit log keeps it: who, when, what, with which result. Holds no secret, no text of an answer, no path. */
export interface AuditEntry {
  /** ISO time at which the request ended. */
  readonly time: string;
  readonly requestId: string;
  /** `anonymous` where no keys are configured; null where no good key was given. */
  readonly keyId: string | null;
  readonly endUser: string | null;
  /** Of the client. */
  readonly address: string | null;
  /** Method and route: `GET /api/documents/:id`, never a path; `GET unknown` for an address that there is not. */
  readonly action: string;
  /** What it was about: conversationId, messageId, documentId, clauseId, unit. */
  readonly ids: Readonly<Record<string, string>>;
  /** Null for a client that left before the reply. */
  readonly status: number | null;
  readonly answer: AuditedAnswer | null;
  /** As asked; whether and how it is kept is decided by the log. Null where nothing was asked. */
  readonly question: string | null;
}

/** What is done to the service itself, beside requests. */
export interface AuditEvent {
  /** ISO time at which it was done. */
  readonly time: string;
  readonly event: AuditEventName;
  /** What it was done to: keyId, collection, indexVersion, counts. */
  readonly ids: Readonly<Record<string, string>>;
}

export type AuditEventName =
  | 'key-created'
  | 'key-revoked'
  | 'collection-changed'
  | 'collection-removed'
  | 'index-published'
  | 'index-rolled-back'
  | 'records-expired';

/** What became of a question. */
export interface AuditedAnswer {
  readonly outcome: 'answered' | 'refused';
  readonly reason: RefusalReason | null;
  readonly mode: Answer['mode'];
  readonly citedClauseIds: readonly string[];
  readonly indexVersion: string;
}

/** Keeps entries apart from the application log; nothing that was written is changed. */
export interface AuditLog {
  /** Returns at once and never throws: an answer does not wait for the log. Entries keep their order. */
  record(entry: AuditEntry): void;
  /** The same for what is done to the service itself. */
  recordEvent(event: AuditEvent): void;
  /** Removes whole days, oldest first, that ended before `before` (ISO time); how many files those were. */
  deleteOlderThan(before: string): Promise<number>;
  /** The end of the last day of which there are entries (ISO time); null where there are none. */
  newest(): Promise<string | null>;
  /** Writes what is pending; may be called twice. */
  close(): Promise<void>;
}
