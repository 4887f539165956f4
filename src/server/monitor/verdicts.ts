import { AuditVerdict } from '@/modules/monitor/audit-answers';
import { counter } from '@/platform/metrics/registry';

export const auditVerdicts = counter('aforo_audit_verdicts_total', "Devices' lists compared with the database.", {
  verdict: AuditVerdict.options,
});
