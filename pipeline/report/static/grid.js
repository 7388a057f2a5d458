// A long table: only the rows in sight are elements. One row is the active one; arrow keys move
// it while the grid keeps the focus, so that scrolling never loses it.

const ROW = 36; // pixels, as in the style sheet
const BEYOND = 8; // rows drawn above and below what is in sight
const LAST = ['source_file', 'page', 'line', 'source_text', 'row_id', 'bbox'];
const HIDDEN = new Set(['row_id', 'bbox', 'source_text', 'program_id', 'parent_row_id', 'program_row_id',
  'row_ids', 'row_id_from', 'row_id_to', 'start', 'end', 'sha256', 'media_type']);
const EM = 15; // pixels of a full-width character

function orderedColumns(table) {
  const place = (column) => (column.name === 'verified' ? -1 : LAST.indexOf(column.name) + 1);
  return [...table.columns].sort((a, b) => place(a) - place(b));
}

const isMark = (column) => ['verified', 'status'].includes(column.name);
const isWide = (character) => character.codePointAt(0) > 0x2e7f;

function textWidth(text) {
  let units = 0;
  for (const character of text) units += isWide(character) ? 1 : 0.56;
  return units;
}

// Width in pixels that fits most cells of a column and its head.
function columnWidth(table, column) {
  const step = Math.max(1, Math.floor(table.rows / 200));
  let widest = textWidth(column.label) + 2;
  for (let row = 0; row < table.rows; row += step) {
    widest = Math.max(widest, Math.min(22, textWidth(shown(column, row)) + (isMark(column) ? 2.6 : 1.2)));
  }
  return Math.round(Math.max(5, widest) * EM);
}

function makeGrid(section, openRow, stateChanged) {
  let table, state, rows, columns, active, body, scroller, count;

  function show(name, wanted) {
    [table, state] = [tableOf(name), wanted];
    columns = orderedColumns(table);
    state.hidden ??= new Set(columns.filter((c) => c.empty || HIDDEN.has(c.name)).map((c) => c.name));
    section.setAttribute('aria-label', about.names[name]);
    build();
    refresh();
  }

  function build() {
    count = el('output', { class: 'count' });
    const search = el('input', {
      type: 'search', id: 'search', placeholder: say('search_hint'), 'aria-label': say('search_hint'),
      oninput: (event) => { state.search = event.target.value; refresh(); stateChanged(); },
    });
    search.value = state.search;
    const clear = el('button', { type: 'button', class: 'clear', onclick: clearFilters }, say('clear'));
    scroller = el('div', {
      class: 'scroller', tabindex: 0, role: 'grid', 'aria-label': about.names[table.name],
      'aria-describedby': 'grid-hint', 'aria-colcount': columns.length, onkeydown: onKey,
    });
    scroller.addEventListener('scroll', () => draw(), { passive: true });
    section.replaceChildren(
      el('div', { class: 'tools' }, search, columnMenu(), clear, count),
      // The schemas describe the tables in English only.
      el('p', { class: 'about' }, about.language === 'en' ? `${table.about} ` : '', el('span', { id: 'grid-hint' }, say('grid_hint'))),
      scroller,
    );
    buildTable();
  }

  function buildTable() {
    const seen = visible();
    const widths = seen.map((column) => columnWidth(table, column));
    const group = el('colgroup', {}, el('col', { class: 'anchor' }), seen.map((_, at) => {
      const col = el('col');
      col.style.width = `${widths[at]}px`;
      return col;
    }));
    body = el('tbody', { role: 'rowgroup' });
    const head = el('thead', { role: 'rowgroup' },
      el('tr', { role: 'row' }, el('th', { role: 'columnheader' }), seen.map(sortHead)),
      el('tr', { role: 'row', class: 'filters' }, el('td', { role: 'gridcell' }), seen.map(filterCell)));
    const whole = el('table', { role: 'presentation', lang: 'ja' }, group, head, body);
    whole.style.width = `${widths.reduce((sum, width) => sum + width, 44)}px`;
    scroller.replaceChildren(whole);
  }

  const visible = () => columns.filter((column) => !state.hidden.has(column.name));

  function sortHead(column) {
    const sorting = state.sort === column.name ? (state.down ? 'descending' : 'ascending') : 'none';
    const unit = column.unit ? ` (${column.unit})` : '';
    return el('th', { role: 'columnheader', scope: 'col', 'aria-sort': sorting, 'data-column': column.name },
      el('button', {
        type: 'button', title: `${column.name}${unit}: ${column.about}`,
        'aria-label': say('sort', { column: column.label }), onclick: () => sortBy(column.name),
      }, `${column.label}${unit}`));
  }

  function sortBy(name) {
    if (state.sort !== name) [state.sort, state.down] = [name, false];
    else if (!state.down) state.down = true;
    else [state.sort, state.down] = [null, false];
    for (const head of scroller.querySelectorAll('th[data-column]')) {
      const own = head.dataset.column === state.sort;
      head.setAttribute('aria-sort', own ? (state.down ? 'descending' : 'ascending') : 'none');
    }
    refresh();
    stateChanged();
  }

  function filterCell(column) {
    const label = `${column.label}: ${say('filter_hint')}`;
    const few = choicesOf(column, table);
    const typed = (event) => { state.filters.set(column.name, event.target.value); refresh(); stateChanged(); };
    const field = few
      ? el('select', { 'aria-label': column.label, onchange: typed }, el('option', { value: '' }, say('all')),
        few.map((text) => el('option', { value: text || '=' }, text || say('empty'))))
      : el('input', { type: 'search', 'aria-label': label, title: say('filter_hint'), oninput: typed });
    field.dataset.filter = column.name;
    field.value = state.filters.get(column.name) ?? '';
    return el('td', { role: 'gridcell' }, field);
  }

  function columnMenu() {
    const boxes = columns.filter((column) => !column.empty).map((column) => {
      const box = el('input', {
        type: 'checkbox', value: column.name, onchange: () => {
          state.hidden[box.checked ? 'delete' : 'add'](column.name);
          buildTable();
          draw(true);
        },
      });
      box.checked = !state.hidden.has(column.name);
      return el('label', {}, box, column.label);
    });
    return el('details', { class: 'columns' }, el('summary', {}, say('columns')), el('div', {}, boxes));
  }

  function clearFilters() {
    state.search = '';
    state.filters.clear();
    section.querySelectorAll('#search, [data-filter]').forEach((field) => { field.value = ''; });
    refresh();
    stateChanged();
  }

  function refresh() {
    rows = fitting(table, state);
    active = Math.max(0, rows.indexOf(state.row));
    count.textContent = say('rows_of', { count: rows.length, total: table.rows });
    scroller.setAttribute('aria-rowcount', rows.length + 2);
    const filtered = state.search || [...state.filters.values()].some(Boolean);
    section.querySelector('.clear').hidden = !filtered;
    scroller.scrollTop = 0;
    draw(true);
  }

  let drawn = [0, 0];

  function draw(anew = false) {
    const height = scroller.clientHeight || 800;
    const first = Math.max(0, Math.floor(scroller.scrollTop / ROW) - BEYOND);
    const last = Math.min(rows.length, Math.ceil((scroller.scrollTop + height) / ROW) + BEYOND);
    if (!anew && first === drawn[0] && last === drawn[1]) return;
    drawn = [first, last];
    const seen = visible();
    const lines = [];
    for (let at = first; at < last; at++) lines.push(drawRow(at, seen));
    if (!rows.length) lines.push(el('tr', {}, el('td', { colspan: seen.length + 1 }, say('nothing'))));
    body.replaceChildren(spacer(first), ...lines, spacer(rows.length - last));
    const here = body.querySelector('.active');
    if (here) scroller.setAttribute('aria-activedescendant', here.id);
    else scroller.removeAttribute('aria-activedescendant');
  }

  function spacer(count) {
    const row = el('tr', { class: 'spacer', 'aria-hidden': 'true' }, el('td'));
    row.style.height = `${count * ROW}px`;
    return row;
  }

  function drawRow(at, seen) {
    const row = rows[at];
    const id = table.value('row_id', row) ?? '';
    const chosen = at === active;
    return el('tr', {
      role: 'row', id: `row-${at}`, class: chosen ? 'active' : null, 'data-id': id,
      'aria-rowindex': at + 3, 'aria-selected': String(chosen),
      onclick: (event) => { if (!event.target.closest('a')) { activate(at); openRow(id); } },
    }, el('td', { role: 'gridcell', class: 'anchor' },
      el('a', { href: `#${encodeURIComponent(id)}`, tabindex: -1, title: say('link'), 'aria-label': say('link') }, '#')),
    seen.map((column) => drawCell(column, row)));
  }

  function drawCell(column, row) {
    const text = shown(column, row);
    const number = column.kind === 'number' || column.kind === 'year';
    const mark = isMark(column) ? `mark ${text}` : null;
    return el('td', { role: 'gridcell', class: number ? 'number' : mark, title: text.length > 12 ? text : null },
      mark && text ? el('span', {}, text) : text);
  }

  // Makes a row the active one and brings it into sight.
  function activate(at) {
    active = Math.min(Math.max(at, 0), rows.length - 1);
    state.row = rows[active];
    const room = scroller.clientHeight - scroller.querySelector('thead').offsetHeight;
    const top = active * ROW;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + ROW > scroller.scrollTop + room) scroller.scrollTop = top + ROW - room;
    draw(true);
  }

  function onKey(event) {
    if (event.target !== scroller || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(scroller.clientHeight / ROW) - 3);
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + page,
      PageUp: active - page, Home: 0, End: rows.length - 1 }[event.key];
    if (to !== undefined) activate(to);
    else if (['Enter', ' '].includes(event.key) && rows.length) openRow(table.value('row_id', rows[active]));
    else return;
    event.preventDefault();
  }

  // Shows the row with a number even where a filter hid it; false where that took no change.
  function reveal(row) {
    if (!rows.includes(row)) clearFilters();
    activate(rows.indexOf(row));
  }

  const step = (by) => {
    const at = active + by;
    return at >= 0 && at < rows.length ? table.value('row_id', rows[at]) : null;
  };

  addEventListener('resize', () => { if (table && !section.hidden) draw(true); });
  return { show, reveal, step, focus: () => scroller.focus() };
}
