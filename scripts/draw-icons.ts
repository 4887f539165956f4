import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { ensureChromium } from './lib/chromium.mjs';

/**
 * `npm run icons`: draws the pictures that systems need as PNG, from src/app/icon.svg: the icons of a home screen, and the
 * picture beside a link to a pass. They are checked in; run it after a change of the icon.
 */
process.chdir(resolve(import.meta.dirname, '..'));
const GROUND = '#150e17';
const icon = readFileSync('src/app/icon.svg', 'utf8');
const font = readFileSync('src/app/fonts/archivo-display.woff2').toString('base64');

/** The icon over its whole square: systems cut the corners themselves, and `inset` is what they may cut on each side. */
function square(side: number, inset = 0) {
  const width = Math.round(side * (1 - 2 * inset));
  return { width: side, height: side, body: icon.replace('<svg ', `<svg style="width:${width}px" `) };
}

const PICTURES = {
  'apple-touch-icon.png': square(180),
  'icon-192.png': square(192),
  'icon-512.png': square(512),
  'icon-maskable.png': square(512, 0.1),
  'pass-preview.png': {
    ...{ width: 1200, height: 630 },
    body: `<div style="display:flex;align-items:center;gap:0">
      ${icon.replace('<svg ', '<svg style="width:280px" ')}
      <span style="font:680 128px Display;font-stretch:116%;letter-spacing:-0.015em;color:#f7f2f6;margin-right:66px">Aforo</span>
    </div>`,
  },
};

const browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox'] });
try {
  for (const [name, { width, height, body }] of Object.entries(PICTURES)) {
    const page = await browser.newPage({ viewport: { width, height } });
    await page.setContent(`<style>
      @font-face { font-family: Display; font-weight: 680; font-stretch: 116%; src: url(data:font/woff2;base64,${font}) }
      body { margin: 0; height: 100vh; display: grid; place-items: center; background: ${GROUND} }
      svg { display: block }
    </style>${body}`);
    await page.evaluate(() => document.fonts.ready);
    writeFileSync(join('public', name), await page.screenshot());
    await page.close();
  }
} finally {
  await browser.close();
}
