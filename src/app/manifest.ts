import type { MetadataRoute } from 'next';
import { pageLocale, pageMessages } from '@/shell/page-locale';

export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const { common, puerta, reservas } = await pageMessages();
  const { appName, description } = common;
  return {
    name: appName,
    short_name: appName,
    description,
    lang: await pageLocale(),
    id: '/',
    scope: '/',
    start_url: '/',
    display: 'standalone',
    shortcuts: [
      { name: puerta.title, url: '/puerta' },
      { name: reservas.title, url: '/reservas' },
    ],
    background_color: '#150e17',
    theme_color: '#150e17',
    icons: [
      { src: '/icon.svg', type: 'image/svg+xml', sizes: 'any', purpose: 'any' },
      { src: '/icon-192.png', type: 'image/png', sizes: '192x192', purpose: 'any' },
      { src: '/icon-512.png', type: 'image/png', sizes: '512x512', purpose: 'any' },
      { src: '/icon-maskable.png', type: 'image/png', sizes: '512x512', purpose: 'maskable' },
    ],
  };
}
