// The tables: columns of values, taken apart when a table is first looked at.

const tableNames = Object.keys(about.names).filter((name) => byId(`table-${name}`));
const opened = new Map();

function tableOf(name) {
  if (!opened.has(name)) opened.set(name, openTable(name, readBlock(`table-${name}`)));
  return opened.get(name);
}

function openTable(name, { about: text, rows, columns }) {
  const table = { name, about: text, rows, columns: columns.map(openColumn) };
  if (name === 'documents') table.columns.push(documentIds(table));
  table.byName = new Map(table.columns.map((column) => [column.name, column]));
  table.value = (column, row) => table.byName.get(column)?.at(row) ?? null;
  return table;
}

function openColumn(head) {
  const { const: same, words, at, values } = head;
  let read = () => same;
  if (words) read = (row) => words[at[row]];
  else if (values) read = (row) => values[row];
  return {
    name: head.name, kind: head.kind, about: head.about, unit: head.unit,
    label: head.label ?? head.name, at: (row) => read(row) ?? null,
    empty: !words && !values && same == null, words,
  };
}

// Documents have no row_id of their own; their bytes name them.
function documentIds(table) {
  const hashes = table.columns.find((column) => column.name === 'sha256');
  const seen = new Map();
  const ids = Array.from({ length: table.rows }, (_, row) => {
    const id = `documents-${(hashes.at(row) ?? '').slice(0, 10)}`;
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count > 1 ? `${id}~${count}` : id;
  });
  return openColumn({ name: 'row_id', kind: 'text', about: '', values: ids });
}

// A value as people read it; '' for null.
function shown(column, row) {
  const value = column.at(row);
  if (value === null) return '';
  switch (column.kind) {
    case 'number': return showNumber(value);
    case 'flag': return say(value ? 'yes' : 'no');
    case 'list': return value.join('、');
    case 'box': return value.join(' ');
    default: return String(value);
  }
}

const rowNumbers = new Map();

// { table, row } of a row_id, or null.
function findRow(id) {
  const name = id.split('-', 1)[0];
  if (!id.includes('-') || !tableNames.includes(name)) return null;
  const table = tableOf(name);
  if (!rowNumbers.has(name)) {
    const ids = table.byName.get('row_id');
    rowNumbers.set(name, new Map(Array.from({ length: table.rows }, (_, row) => [ids.at(row), row])));
  }
  const row = rowNumbers.get(name).get(id);
  return row === undefined ? null : { table, row };
}

// row_id -> the rows of a table whose column names it.
function namedBy(name, column) {
  const found = new Map();
  if (!tableNames.includes(name)) return found;
  const table = tableOf(name);
  for (let row = 0; row < table.rows; row++) {
    for (const id of [table.value(column, row) ?? []].flat()) {
      if (!found.has(id)) found.set(id, []);
      found.get(id).push(row);
    }
  }
  return found;
}

const once = (make) => {
  let made;
  return () => (made ??= make());
};
const checksOf = once(() => namedBy('checks', 'row_ids'));
const claimsOf = once(() => namedBy('quantities', 'claimed_by'));

const TITLES = ['name', 'program', 'disaster', 'subject', 'item', 'title', 'name_to', 'name_from', 'raw', 'source_file'];

// What a row is called.
function titleOf(table, row) {
  for (const name of TITLES) {
    const value = table.value(name, row);
    if (value) return String(value);
  }
  return String(table.value('row_id', row) ?? '');
}
