import type { Area } from '@/i18n/messages';

/**
 * The texts that each page sends to the browser, besides those of the frame (shell/screen.tsx). page-texts.test.ts
 * reports missing ones.
 */
export const PAGE_TEXTS = {
  setup: ['common', 'errors', 'failed', 'puerta.setup'],
  reservas: ['counts', 'reservas', 'puerta.reason', 'members', 'mail.screen'],
  puerta: [
    'counts',
    'reservas.toasts',
    'reservas.unreadable',
    'reservas.tags',
    'puerta.title',
    'puerta.inside',
    'puerta.mode',
    'puerta.camera',
    'puerta.find',
    'puerta.party',
    'puerta.wait',
    'puerta.result',
    'puerta.reason',
    'puerta.recent',
    'puerta.warning',
    'puerta.summary',
    'puerta.offline',
    'puerta.profiles',
    'puerta.device',
  ],
  cuenta: ['account', 'puerta.setup'],
  ajustes: ['settings', 'puerta.setup', 'reservas.toasts'],
  miembros: ['members', 'reservas.toasts'],
  'miembros/roles': ['roles', 'members.may', 'keys.may', 'reservas.toasts'],
  rastro: ['trail', 'incidents', 'keys.may', 'puerta.profiles', 'reservas.toasts', 'reservas.status', 'reservas.tags'],
  claves: ['keys', 'reservas.toasts'],
  dispositivos: ['devices', 'puerta.profiles', 'reservas.toasts'],
  vincular: ['common', 'errors', 'failed', 'people.pair'],
  mensajes: ['mail.screen', 'reservas.toasts'],
  'mensajes/plantillas': ['mail.screen', 'mail.templates', 'reservas.toasts'],
  privacidad: ['privacy'],
  'invitacion/[token]': ['common', 'errors', 'failed', 'puerta.setup', 'people.join'],
  recuperar: ['common', 'errors', 'failed', 'people.ask'],
  'correo/[token]': ['common', 'errors', 'failed', 'people.confirmEmail'],
  'recuperar/[token]': ['common', 'errors', 'failed', 'puerta.setup', 'people.recover'],
  monitor: ['monitor', 'reservas.status', 'reservas.fields'],
} as const satisfies Record<string, readonly Area[]>;
