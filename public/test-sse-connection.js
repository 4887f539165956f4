// A stream client of its own, on purpose: what this page shows does not depend on the application's code.
import { TEXTS } from './test-sse-connection.texts.js';

const MAX_ROWS = 200;
const RESUME_EVENTS = 5;
const RESUME_DEADLINE = 8000;
const RECONNECT_AFTER = 2000;

const LANGUAGE = navigator.languages.map((tag) => tag.split('-')[0]).find((language) => language in TEXTS) ?? 'es';
const text = (key, values = {}) => TEXTS[LANGUAGE][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
document.documentElement.lang = LANGUAGE;
for (const shown of document.querySelectorAll('[data-text]')) shown.textContent = text(shown.dataset.text);
document.querySelector('#cursor-input').placeholder = text('cursorExample');

const byId = (id) => document.getElementById(id);
const view = Object.fromEntries(
  ['status', 'message', 'business', 'cursor-input', 'connect', 'disconnect', 'resume', 'figures', 'log', 'empty'].map(
    (id) => [id, byId(id)],
  ),
);

const session = { abort: null, wanted: false, epoch: null, seq: null, timer: null, resume: null };
let figures = emptyFigures();

function emptyFigures() {
  return {
    events: 0,
    heartbeats: 0,
    gaps: 0,
    duplicates: 0,
    unreadable: 0,
    connections: 0,
    bytes: 0,
    latencies: [],
    head: null,
    offset: null,
    transport: null,
    openedIn: null,
    lastAt: null,
  };
}

function setStatus(state, words) {
  view.status.dataset.state = state;
  if (view.status.textContent !== words) view.status.textContent = words;
  view.connect.disabled = session.wanted || view.business.options.length === 0;
  view.disconnect.disabled = !session.wanted;
  view.resume.disabled = state !== 'live' || session.seq === null || session.seq === 0 || session.resume !== null;
}

function say(words, tone = '') {
  view.message.textContent = words;
  view.message.dataset.tone = tone;
}

async function loadVenues() {
  const response = await fetch('/api/me', { cache: 'no-store' }).catch(() => null);
  if (!response) return say(text('noServer'), 'bad');
  if (response.status === 401) {
    byId('sign-in').hidden = false;
    return setStatus('idle', text('noSession'));
  }
  const { user, memberships = [] } = await response.json();
  view.business.replaceChildren(
    ...memberships.map(({ businessId, name, role }) => new Option(`${name} (${role})`, businessId)),
  );
  say(memberships.length > 0 ? text('session', { email: user.email }) : text('noVenue'));
  setStatus('idle', text('idle'));
}

async function connect(cursor) {
  clearTimeout(session.timer);
  session.abort?.abort();
  const abort = new AbortController();
  session.abort = abort;
  session.wanted = true;
  setStatus('wait', text('connecting'));
  const query = new URLSearchParams({ businessId: view.business.value });
  if (cursor) query.set('lastEventId', cursor);
  const started = performance.now();
  try {
    const response = await fetch(`/api/reservas/events?${query}`, {
      headers: { accept: 'text/event-stream' },
      cache: 'no-store',
      signal: abort.signal,
    });
    if (!response.ok) return await refused(response);
    figures.connections += 1;
    figures.openedIn = performance.now() - started;
    await read(response.body.getReader(), abort);
    lost(text('ended'));
  } catch {
    if (!abort.signal.aborted) lost(text('broken'));
  }
}

async function refused(response) {
  const problem = await response.json().catch(() => ({}));
  const detail = `${response.status} ${problem.code ?? ''} ${problem.detail ?? ''}`.trim();
  const wait = Number(response.headers.get('retry-after'));
  if (response.status === 429 || response.status >= 500) return lost(detail, wait > 0 ? wait * 1000 : undefined);
  session.wanted = false;
  setStatus('bad', text('refused'));
  say(detail, 'bad');
}

function lost(reason, delay = RECONNECT_AFTER) {
  if (!session.wanted) return;
  setStatus('wait', text('reconnecting'));
  say(text('again', { reason, seconds: Math.round(delay / 1000) }));
  session.timer = setTimeout(() => connect(currentCursor()), delay);
}

function disconnect() {
  session.wanted = false;
  clearTimeout(session.timer);
  session.abort?.abort();
  endResume();
  setStatus('idle', text('disconnected'));
  say('');
}

const currentCursor = () => (session.epoch === null ? '' : `${session.epoch}:${session.seq}`);

async function read(reader, abort) {
  const decoder = new TextDecoder();
  let rest = '';
  pending = { id: '', data: [] };
  for (;;) {
    const { done, value } = await reader.read();
    if (done || abort.signal.aborted) return;
    figures.bytes += value.byteLength;
    const lines = (rest + decoder.decode(value, { stream: true })).split(/\r?\n/);
    rest = lines.pop();
    for (const line of lines) readLine(line);
    draw();
  }
}

let pending = { id: '', data: [] };

function readLine(line) {
  if (line === '') {
    if (pending.data.length > 0) receive(pending.data.join('\n'), pending.id);
    pending = { id: '', data: [] };
  } else if (line.startsWith('data:')) pending.data.push(line.slice(5).replace(/^ /, ''));
  else if (line.startsWith('id:')) pending.id = line.slice(3).trim();
}

function receive(data, id) {
  let event;
  try {
    event = JSON.parse(data);
  } catch {
    figures.unreadable += 1;
    return;
  }
  figures.lastAt = Date.now();
  if (event.type === 'connected') onConnected(event);
  else if (event.type === 'heartbeat') onHeartbeat(event);
  else if (event.type === 'error') say(text('warned', { code: event.code }), 'bad');
  const latency = typeof event.seq === 'number' ? onSequenced(event, id) : null;
  addRow(event, latency);
}

function onConnected(event) {
  const [epoch, seq] = event.cursor.split(':');
  if (session.epoch !== epoch || session.seq === null) {
    session.epoch = epoch;
    session.seq = Number(seq);
  }
  figures.transport = event.transport;
  estimateOffset(Date.parse(event.timestamp));
  setStatus('live', text('connected'));
  if (!session.resume) say(text('opened', { id: event.connectionId, seconds: event.heartbeatInterval / 1000 }));
}

function onHeartbeat(event) {
  figures.heartbeats += 1;
  figures.head = event.head;
  estimateOffset(event.time);
}

/** Every sample is early by its own delay on the way, so the largest is the nearest. */
function estimateOffset(serverTime) {
  figures.offset = Math.max(figures.offset ?? Number.NEGATIVE_INFINITY, serverTime - Date.now());
}

/** Milliseconds from the server's time stamp to here, corrected by the clocks' difference; null for an old event. */
function onSequenced(event, id) {
  const seq = event.seq;
  followResume(seq);
  if (seq <= session.seq) {
    if (!session.resume) figures.duplicates += 1;
    return null;
  }
  if (seq > session.seq + 1) figures.gaps += seq - session.seq - 1;
  session.seq = seq;
  if (id) session.epoch = id.split(':')[0];
  figures.events += 1;
  const latency = Math.max(0, Date.now() + (figures.offset ?? 0) - Date.parse(event.timestamp));
  if (latency > 60_000) return null;
  figures.latencies = [...figures.latencies.slice(-499), latency];
  return latency;
}

/** Asks again for the last events from an older cursor and checks that each comes, once and in order. */
function startResume() {
  const from = Math.max(0, session.seq - RESUME_EVENTS);
  session.resume = {
    next: from + 1,
    until: session.seq,
    started: performance.now(),
    timer: setTimeout(() => endResume(text('late'), 'bad'), RESUME_DEADLINE),
  };
  say(text('asking', { from: from + 1, to: session.seq }));
  void connect(`${session.epoch}:${from}`);
}

function followResume(seq) {
  const { resume } = session;
  if (!resume) return;
  if (seq !== resume.next) return endResume(text('unexpected', { wanted: resume.next, seq }), 'bad');
  resume.next += 1;
  if (seq < resume.until) return;
  const ms = Math.round(performance.now() - resume.started);
  endResume(text('resumed', { ms }), 'good');
}

function endResume(words, tone) {
  if (!session.resume) return;
  clearTimeout(session.resume.timer);
  // Events after the replayed ones are new again only once this turn is over.
  queueMicrotask(() => {
    session.resume = null;
    setStatus(view.status.dataset.state, view.status.textContent);
  });
  if (words) say(words, tone);
}

function quantile(values, part) {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

const ms = (value) => (value === null || value === undefined ? '—' : `${Math.round(value)} ms`);

function draw() {
  const { latencies } = figures;
  const age =
    figures.lastAt === null ? '—' : text('ago', { seconds: Math.round((Date.now() - figures.lastAt) / 1000) });
  const rows = [
    [text('events'), figures.events],
    [text('lastLatency'), ms(latencies.at(-1))],
    [text('p50'), ms(quantile(latencies, 0.5))],
    [text('p95'), ms(quantile(latencies, 0.95))],
    [text('gaps'), figures.gaps, figures.gaps > 0],
    [text('duplicates'), figures.duplicates, figures.duplicates > 0],
    [text('unreadable'), figures.unreadable, figures.unreadable > 0],
    [text('sequence'), `${session.seq ?? '—'} / ${figures.head ?? '—'}`],
    [text('heartbeats'), figures.heartbeats],
    [text('lastMessage'), age],
    [text('connections'), figures.connections],
    [text('opening'), ms(figures.openedIn)],
    [text('offset'), ms(figures.offset)],
    [text('received'), `${(figures.bytes / 1024).toLocaleString(LANGUAGE, { maximumFractionDigits: 1 })} KB`],
    [text('transport'), figures.transport ?? '—'],
    [text('cursor'), currentCursor() || '—', false, 'long'],
  ];
  view.figures.replaceChildren(
    ...rows.map(([label, value, bad = false, className = '']) => {
      const group = document.createElement('div');
      const term = element('dt', '', label);
      const detail = element('dd', className, String(value));
      if (bad) detail.dataset.tone = 'bad';
      group.append(term, detail);
      return group;
    }),
  );
}

function element(tag, className, words) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = words;
  return made;
}

function addRow(event, latency) {
  view.empty.hidden = true;
  const row = document.createElement('li');
  row.dataset.type = event.type;
  const details = document.createElement('details');
  const summary = document.createElement('summary');
  const type = element('span', 'type', event.type);
  if (event.type === 'error') type.dataset.tone = 'bad';
  summary.append(
    element('span', 'time quiet', new Date().toLocaleTimeString(LANGUAGE, { hourCycle: 'h23' })),
    type,
    element('span', 'quiet', event.seq === undefined ? '' : `#${event.seq}`),
    element('span', 'text quiet', summarize(event)),
    element('span', 'latency', latency === null ? '' : ms(latency)),
  );
  details.append(summary, element('pre', '', JSON.stringify(event, null, 2)));
  row.append(details);
  view.log.prepend(row);
  while (view.log.children.length > MAX_ROWS) view.log.lastElementChild.remove();
}

function summarize(event) {
  if (event.type === 'qr-scanned')
    return text('inside', { name: event.customerName, count: event.scanCount, max: event.maxGuests });
  if (event.type === 'status-changed') return `${event.customerName}: ${event.oldStatus} → ${event.newStatus}`;
  if (event.type === 'reservation-updated') return text('changed', { fields: Object.keys(event.updates).join(', ') });
  if (event.type === 'heartbeat') return text('head', { head: event.head });
  return event.customerName ?? event.code ?? '';
}

byId('form').addEventListener('submit', (submitted) => {
  submitted.preventDefault();
  figures = emptyFigures();
  session.epoch = null;
  session.seq = null;
  const cursor = view['cursor-input'].value.trim();
  const parts = /^([\w-]+):(\d+)$/.exec(cursor);
  if (cursor && !parts) return say(text('badCursor'), 'bad');
  if (parts) {
    session.epoch = parts[1];
    session.seq = Number(parts[2]);
  }
  say('');
  void connect(cursor);
});
view.disconnect.addEventListener('click', disconnect);
view.resume.addEventListener('click', startResume);
byId('clear').addEventListener('click', () => {
  view.log.replaceChildren();
  view.empty.hidden = false;
});
byId('show-heartbeats').addEventListener('change', ({ target }) => {
  view.log.classList.toggle('without-heartbeats', !target.checked);
});

setInterval(draw, 1000);
draw();
void loadVenues();
