import { AuditVerdict } from '@/domain/monitor/audit-answers';
import { counter } from '../metrics/registry';

export const auditVerdicts = counter('aforo_audit_verdicts_total', "Devices' lists compared with the database.", {
  verdict: AuditVerdict.options,
});
