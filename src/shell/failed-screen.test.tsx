import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { FailedScreen } from './failed-screen';

test('stands without any provider, in words, with the reference of a failure on the server', () => {
  const error = Object.assign(new Error('secret detail'), { digest: '4711' });
  const html = renderToStaticMarkup(<FailedScreen error={error} />);
  expect(html).toContain('Algo no salió bien');
  expect(html).toContain('Referencia: 4711');
  expect(html).toContain('Recargar la página');
  expect(html).not.toContain('secret');
});

test('says nothing of a lost part before it has tried to load it again', () => {
  const html = renderToStaticMarkup(<FailedScreen error={new Error('Failed to load chunk /a.js')} />);
  expect(html).toContain('Cargando la página de nuevo');
});
