import type { Area } from '@/i18n/messages';

/** The texts that each page sends to the browser, beside those of the frame (shell/screen.tsx). page-texts.test.ts finds what is missing. */
export const PAGE_TEXTS = {
  entrar: ['people.signIn'],
  setup: ['common', 'errors', 'puerta.setup'],
  reservas: ['counts', 'reservas', 'puerta.reason'],
  puerta: [
    'counts',
    'reservas.toasts',
    'reservas.unreadable',

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
  ],
  monitor: ['monitor', 'reservas.status'],
} as const satisfies Record<string, readonly Area[]>;
