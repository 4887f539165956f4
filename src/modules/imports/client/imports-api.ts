import { requestJson } from '@/platform/browser/http';
import { ImportAnswer, ImportList, OneImport, UndoneImport } from '../answers';
import type { Columns, DateOrder } from '../rules';

export interface ImportFile {
  readonly fileName: string;
  /** Base64. */
  readonly content: string;
}

interface Choice {
  readonly columns?: Columns;
  readonly dateOrder?: DateOrder;
}

const address = (id: string) => `/api/importaciones/${encodeURIComponent(id)}`;

/** All throw ApiError. */
export const importsApi = {
  list: (businessId: string, signal?: AbortSignal) =>
    requestJson('/api/importaciones', { answer: ImportList, query: { businessId }, ...(signal ? { signal } : {}) }),
  get: (businessId: string, id: string, signal?: AbortSignal) =>
    requestJson(address(id), { answer: OneImport, query: { businessId }, ...(signal ? { signal } : {}) }),
  preview: (businessId: string, file: ImportFile, choice: Choice = {}) =>
    requestJson('/api/importaciones', {
      ...{ method: 'POST', answer: ImportAnswer, deadline: 100_000 },
      body: { businessId, ...file, ...choice, preview: true },
    }),
  /** The same key begins one import, however often it is sent. */
  begin: (businessId: string, file: ImportFile, choice: Choice, key: string) =>
    requestJson('/api/importaciones', {
      ...{ method: 'POST', answer: ImportAnswer, deadline: 100_000 },
      headers: { 'idempotency-key': key },
      body: { businessId, ...file, ...choice },
    }),
  undo: (businessId: string, id: string) =>
    requestJson(address(id), { method: 'DELETE', answer: UndoneImport, query: { businessId } }),
};
