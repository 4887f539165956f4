import type { MetadataRoute } from 'next';
import { messages } from '@/i18n/messages';

export default function manifest(): MetadataRoute.Manifest {
  return {
    name: messages.common.appName,
    short_name: messages.common.appName,
    description: messages.common.description,
    lang: 'es',
    start_url: '/',
    display: 'standalone',
    background_color: '#150e17',
    theme_color: '#150e17',
    icons: [{ src: '/icon.svg', type: 'image/svg+xml', sizes: 'any', purpose: 'any' }],
  };
}
