import { requestJson } from '@/platform/browser/http';
import {
  CodesRenewed,
  EmailAsked,
  EmailConfirmed,
  NameChanged,
  SecondFactorBegun,
  SecondFactorState,
} from '../answers';

const FACTOR = '/api/me/segundo-factor';

/** What a person changes of their own account. All throw ApiError. */
export const ownAccountApi = {
  rename: (name: string) => requestJson('/api/me/nombre', { method: 'PUT', answer: NameChanged, body: { name } }),
  changeEmail: (email: string, password: string) =>
    requestJson('/api/me/correo', { method: 'PUT', answer: EmailAsked, body: { email, password } }),
  confirmEmail: (token: string) =>
    requestJson('/api/correo', { method: 'POST', answer: EmailConfirmed, body: { token }, account: null }),
  secondFactor: (signal: AbortSignal) => requestJson(FACTOR, { answer: SecondFactorState, signal }),
  begin: (password: string) => requestJson(FACTOR, { method: 'POST', answer: SecondFactorBegun, body: { password } }),
  confirm: (code: string) => requestJson(FACTOR, { method: 'PUT', answer: SecondFactorState, body: { code } }),
  switchOff: (password: string) =>
    requestJson(`${FACTOR}/quitar`, { method: 'POST', answer: SecondFactorState, body: { password } }),
  renewCodes: (password: string) =>
    requestJson(`${FACTOR}/codigos`, { method: 'POST', answer: CodesRenewed, body: { password } }),
};
