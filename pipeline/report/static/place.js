// The panel of one row: its source, its values, its checks, and a link to it.

const COMMON = new Set(['row_id', 'source_file', 'page', 'line', 'bbox', 'source_text']);

const linkTo = (id, text) => el('a', { href: `#${encodeURIComponent(id)}` }, text);

function fillPlace(panel, { table, row }, actions) {
  const id = table.value('row_id', row);
  const heading = el('h2', { tabindex: -1, lang: 'ja' }, titleOf(table, row));
  const source = sourceOf(table, row);
  panel.replaceChildren(
    el('div', { class: 'bar' },
      el('span', { class: 'kind' }, about.names[table.name]),
      el('button', { type: 'button', class: 'previous', onclick: actions.previous, 'aria-label': say('previous') }, '↑'),
      el('button', { type: 'button', class: 'next', onclick: actions.next, 'aria-label': say('next') }, '↓'),
      el('button', { type: 'button', class: 'close', onclick: actions.close, 'aria-label': say('close') }, '×')),
    heading,
    placeLine(table, row),
    source ?? '',
    readFrom(table, row),
    valueList(table, row),
    table.name === 'documents' ? '' : checkList(id),
    numberList(id) ?? '',
    copyLink(id),
  );
  panel.scrollTop = 0;
  return heading;
}

function placeLine(table, row) {
  const [page, line] = [table.value('page', row), table.value('line', row)];
  const parts = [table.value('source_file', row)];
  if (page !== null) parts.push(say('page', { page: String(page) }));
  if (line !== null) parts.push(say('line', { line: String(line) }));
  const verified = table.value('verified', row);
  return el('p', { class: 'where' }, parts.filter(Boolean).join(', '), ' ',
    verified ? el('span', { class: `mark ${verified}` }, el('span', {}, verified)) : '');
}

function readFrom(table, row) {
  const text = table.value('source_text', row);
  return text ? el('details', { open: true }, el('summary', {}, say('read_from')), el('pre', { lang: 'ja' }, text)) : '';
}

function valueList(table, row) {
  const list = el('dl', { lang: 'ja' });
  for (const column of table.columns) {
    if (COMMON.has(column.name) || column.at(row) === null) continue;
    const unit = column.unit && column.kind === 'number' ? ` ${column.unit}` : '';
    list.append(
      el('dt', { title: `${column.name}: ${column.about}` }, column.label),
      el('dd', {}, [column.at(row)].flat().length && isId(column.at(row))
        ? [column.at(row)].flat().map((id) => el('div', {}, rowLink(id)))
        : `${shown(column, row)}${unit}`));
  }
  return el('section', {}, el('h3', {}, say('values')), list);
}

const isId = (value) => [value].flat().every((one) => typeof one === 'string' && findRow(one) !== null);

function rowLink(id) {
  const { table, row } = findRow(id);
  return linkTo(id, `${about.names[table.name]}: ${titleOf(table, row)}`);
}

function checkList(id) {
  const found = checksOf().get(id) ?? [];
  if (!found.length) return el('p', { class: 'hint' }, say('no_checks_of_row'));
  const checks = tableOf('checks');
  return el('section', {}, el('h3', {}, say('checks_of_row')),
    el('ul', { class: 'checks' }, found.map((row) => checkItem(checks, row))));
}

function checkItem(checks, row) {
  const status = checks.value('status', row);
  return el('li', {}, el('span', { class: `mark ${status}` }, el('span', {}, status)), ' ',
    linkTo(checks.value('row_id', row), checks.value('message', row) ?? checks.value('subject', row) ?? ''));
}

function numberList(id) {
  const found = claimsOf().get(id);
  if (!found) return null;
  const ledger = tableOf('quantities');
  return el('section', {}, el('h3', {}, say('numbers_of_row')), el('ul', { lang: 'ja' }, found.map((row) => {
    const value = shown(ledger.byName.get('value'), row);
    const unit = ledger.value('unit', row) ?? '';
    const raw = ledger.value('raw', row);
    return el('li', {}, linkTo(ledger.value('row_id', row), value ? `${raw} = ${value} ${unit}` : raw));
  })));
}

function copyLink(id) {
  const address = `${location.href.split('#')[0]}#${encodeURIComponent(id)}`;
  const field = el('input', { type: 'text', readonly: true, class: 'address', 'aria-label': say('link') });
  field.value = address;
  const button = el('button', { type: 'button', onclick: async () => {
    await copy(address, field);
    button.textContent = say('copied');
    announce(say('copied'));
  } }, say('copy'));
  return el('div', { class: 'link' }, field, button);
}

async function copy(text, field) {
  try {
    await navigator.clipboard.writeText(text);
  } catch { // pages opened from a file have no clipboard in some browsers
    field.select();
    document.execCommand('copy');
  }
}
