import { act, useState } from 'react';
import { beforeAll, expect, test, vi } from 'vitest';
import { stubWindow } from './window.fixture';

let hydrate: (host: HTMLElement, name: string) => void;
let html: (name: string) => string;
let searchHtml: () => string;
let hydrateSearch: (host: HTMLElement) => void;

beforeAll(async () => {
  stubWindow();
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  const [{ hydrateRoot }, { renderToString }, { TextField }, { SearchField }] = await Promise.all([
    import('react-dom/client'),
    import('react-dom/server'),
    import('./text-field'),
    import('./search-field'),
  ]);
  function Form({ name: known }: { name: string }) {
    const [name, setName] = useState(known);
    return (
      <>
        <TextField label="Nombre" value={name} onChange={({ target }) => setName(target.value)} />
        <output>{name}</output>
      </>
    );
  }
  function Find() {
    const [query, setQuery] = useState('');
    return (
      <>
        <SearchField label="Buscar" placeholder="" clearLabel="Quitar" value={query} onValue={setQuery} />
        <output>{query}</output>
      </>
    );
  }
  searchHtml = () => renderToString(<Find />);
  hydrateSearch = (host) => act(() => void hydrateRoot(host, <Find />));
  html = (name) => renderToString(<Form name={name} />);
  hydrate = (host, name) => act(() => void hydrateRoot(host, <Form name={name} />));
});

test.each([
  ['what was typed before the script ran counts', '', 'Ana', 'Ana'],
  ['what the page knew already stays when nobody typed', 'Ana', 'Ana', 'Ana'],
  ['what was deleted before the script ran is gone', 'Ana', '', ''],
])('%s', (_, known, typed, told) => {
  const host = document.createElement('div');
  host.innerHTML = html(known);
  const input = host.querySelector('input');
  if (!input) throw new Error('no field');
  input.value = typed;
  hydrate(host, known);
  expect(host.querySelector('output')?.textContent).toBe(told);
  expect(input.value).toBe(told);
});

test('a search that was typed before the script ran is made', () => {
  const host = document.createElement('div');
  host.innerHTML = searchHtml();
  const input = host.querySelector('input');
  if (!input) throw new Error('no field');
  input.value = 'Lucía';
  hydrateSearch(host);
  expect(host.querySelector('output')?.textContent).toBe('Lucía');
});
