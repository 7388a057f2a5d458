// Which view is shown: the part of the address behind # says so, so that every view has a link.
//   #overview  #figures  #programs  #programs?q=DMAT&sort=-total_yen&f.level=program  #<row_id>

const [overview, tableView, figures] = ['overview', 'table', 'figures'].map((name) => byId(`view-${name}`));
const panel = byId('place');
const states = new Map();
const stateOf = (name) => {
  if (!states.has(name)) states.set(name, { search: '', filters: new Map(), sort: null, down: false, row: null });
  return states.get(name);
};
let current = null; // the table in sight
let place = null; // the row_id of the panel

const grid = makeGrid(tableView, openRow, () => rememberState());

function openRow(id) {
  if (id) location.hash = encodeURIComponent(id);
}

function addressOf(name) {
  const { search, filters, sort, down } = stateOf(name);
  const parts = new URLSearchParams();
  if (search) parts.set('q', search);
  if (sort) parts.set('sort', (down ? '-' : '') + sort);
  for (const [column, text] of filters) if (text) parts.set(`f.${column}`, text);
  const query = parts.toString();
  return `#${name}${query ? `?${query}` : ''}`;
}

function rememberState() {
  if (place) return;
  try {
    history.replaceState(null, '', addressOf(current));
  } catch { /* some browsers refuse that for files; the view works without it */ }
}

function readAddress() {
  const text = location.hash.slice(1);
  const [name, query] = text.split('?', 2);
  if (tableNames.includes(name)) return { name, query };
  let id = text;
  try { id = decodeURIComponent(text); } catch { /* a % that encodes nothing */ }
  const found = findRow(id);
  return found ? { found, id } : { view: name === 'figures' ? 'figures' : 'overview' };
}

function route() {
  if (location.hash === '#main') return;
  const { name, query, found, id, view } = readAddress();
  const wanted = found ? found.table.name : name;
  for (const section of [overview, figures]) section.hidden = Boolean(wanted) || section.id !== `view-${view}`;
  tableView.hidden = !wanted;
  if (wanted) showTable(wanted, query);
  if (found) showPlace(found, id);
  else hidePlace();
  for (const tab of document.querySelectorAll('#tabs a')) {
    if (tab.hash === `#${wanted ?? view}`) tab.setAttribute('aria-current', 'page');
    else tab.removeAttribute('aria-current');
  }
  document.title = `${wanted ? about.names[wanted] : say(view)} – ${say('title')}`;
}

function showTable(name, query) {
  const state = stateOf(name);
  if (query !== undefined) readQuery(state, query);
  if (current !== name || query !== undefined || tableView.childElementCount === 0) {
    current = name;
    grid.show(name, state);
  }
}

function readQuery(state, query) {
  const parts = new URLSearchParams(query);
  state.search = parts.get('q') ?? '';
  const sort = parts.get('sort') ?? '';
  [state.sort, state.down] = [sort.replace(/^-/, '') || null, sort.startsWith('-')];
  state.filters = new Map([...parts].filter(([key]) => key.startsWith('f.')).map(([key, text]) => [key.slice(2), text]));
}

function showPlace(found, id) {
  place = id;
  panel.hidden = false;
  document.body.classList.add('placed');
  grid.reveal(found.row);
  const move = (by) => () => { const next = grid.step(by); if (next) openRow(next); };
  const held = panel.contains(document.activeElement) ? document.activeElement.className : null;
  const heading = fillPlace(panel, found, { previous: move(-1), next: move(1), close: closePlace });
  const again = held && ['previous', 'next'].includes(held) ? panel.querySelector(`.${held}`) : heading;
  again.focus({ preventScroll: true });
}

function hidePlace() {
  place = null;
  panel.hidden = true;
  document.body.classList.remove('placed');
}

function closePlace() {
  location.hash = addressOf(current);
  grid.focus();
}

function fillTabs() {
  const tab = (hash, text, count) => el('a', { href: `#${hash}` }, text,
    count === undefined ? '' : el('span', { class: 'rows' }, showNumber(count)));
  // The rows of a table are told on the first view; here only the names, so that nothing is parsed.
  const known = tableNames.map((name) => tab(name, about.names[name]));
  byId('tabs').append(tab('overview', say('overview')), tab('figures', say('figures')), ...known);
}

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && place) closePlace();
  const typing = ['INPUT', 'SELECT', 'TEXTAREA'].includes(event.target.tagName);
  if (event.key === '/' && !typing && byId('search')) {
    byId('search').focus();
    event.preventDefault();
  }
});
fillTabs();
fillOverview(overview);
addEventListener('hashchange', route);
route();
document.documentElement.dataset.ready = String(Math.round(performance.now()));
