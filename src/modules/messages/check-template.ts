import { DomainError } from '@/platform/errors';
import type { TemplateInput } from './schema';
import { findProblems, type TemplateProblem } from './template-rules';

/** Throws VALIDATION with every problem of a text: where it is, which name it concerns, and at which character. */
export function checkTemplate({ kind, ...text }: TemplateInput): void {
  const problems = findProblems(kind, text);
  if (problems.length === 0) return;
  const issues = problems.map(({ field, code, name, at }) => ({
    ...{ path: field, code, name, at },
    message: messageOf({ code, name, at }),
  }));
  throw new DomainError('VALIDATION', { extra: { issues } });
}

function messageOf({ code, name, at }: Pick<TemplateProblem, 'code' | 'name' | 'at'>): string {
  return [code, name, at === null ? '' : `at ${at}`].filter((part) => part !== '').join(' ');
}
