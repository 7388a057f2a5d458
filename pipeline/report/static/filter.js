// Which rows of a table fit, and in which order.

const collator = new Intl.Collator('ja', { numeric: true });
const fold = (text) => text.normalize('NFKC').toLowerCase();

const folded = new Map();

// The folded text of every row of a table, made on the first search.
function searchTexts(table) {
  if (!folded.has(table.name)) {
    const columns = table.columns.filter((column) => column.kind !== 'box' && !column.empty);
    const texts = new Array(table.rows);
    for (let row = 0; row < table.rows; row++) {
      texts[row] = fold(columns.map((column) => shown(column, row)).join('\n'));
    }
    folded.set(table.name, texts);
  }
  return folded.get(table.name);
}

const NUMERIC = /^\s*(?:(>=|<=|>|<|=)\s*(-?[\d,]+(?:\.\d+)?)|(-?[\d,]+(?:\.\d+)?)?\.\.(-?[\d,]+(?:\.\d+)?)?)\s*$/;
const toNumber = (text) => Number(text.replaceAll(',', ''));

// row => whether it fits what was typed for a column; null for nothing typed.
function columnTest(column, typed) {
  const text = typed.trim();
  if (!text) return null;
  if (text === '=') return (row) => shown(column, row) === '';
  if (column.kind === 'number' || column.kind === 'year') {
    const test = numberTest(text.normalize('NFKC'));
    if (test) return (row) => { const value = column.at(row); return value !== null && test(Number(value)); };
  }
  const wanted = fold(text);
  return (row) => fold(shown(column, row)).includes(wanted);
}

// Digits alone are no bound: they are looked for as text, 2013 in 32013.
function numberTest(text) {
  const match = NUMERIC.exec(text);
  if (!match) return null;
  const [, sign, number, low, high] = match;
  if (number === undefined) {
    const from = low === undefined ? -Infinity : toNumber(low);
    const to = high === undefined ? Infinity : toNumber(high);
    return (value) => from <= value && value <= to;
  }
  const bound = toNumber(number);
  switch (sign) {
    case '>': return (value) => value > bound;
    case '>=': return (value) => value >= bound;
    case '<': return (value) => value < bound;
    case '<=': return (value) => value <= bound;
    default: return (value) => value === bound;
  }
}

// Of a select every row with exactly that value; '=' for empty cells.
const exactTest = (column, wanted) =>
  wanted === '' ? null : (row) => (shown(column, row) || '=') === wanted;

// Numbers of the rows that fit a state { search, filters: Map(column -> text), sort, down }.
function fitting(table, state) {
  const tests = [];
  for (const [name, text] of state.filters) {
    const column = table.byName.get(name);
    const test = column && (choicesOf(column, table) ? exactTest : columnTest)(column, text);
    if (test) tests.push(test);
  }
  const words = fold(state.search).split(/\s+/).filter(Boolean);
  if (words.length) {
    const texts = searchTexts(table);
    tests.push((row) => words.every((word) => texts[row].includes(word)));
  }
  const rows = [];
  for (let row = 0; row < table.rows; row++) if (tests.every((test) => test(row))) rows.push(row);
  return sorted(table, rows, state);
}

function sorted(table, rows, { sort, down }) {
  const column = table.byName.get(sort);
  if (!column) return rows;
  const numeric = column.kind === 'number' || column.kind === 'year';
  const keys = new Map(rows.map((row) => {
    const value = column.at(row);
    if (value === null || value === '') return [row, null];
    return [row, numeric ? Number(value) : shown(column, row)];
  }));
  const compare = numeric ? (a, b) => a - b : ranks([...keys.values()]);
  return rows.sort((a, b) => {
    const [x, y] = [keys.get(a), keys.get(b)];
    if (x === null || y === null) return (x === null) - (y === null) || a - b;
    return (down ? compare(y, x) : compare(x, y)) || a - b;
  });
}

// Comparing texts is slow, so the different ones are put in order once.
function ranks(texts) {
  const distinct = [...new Set(texts.filter((text) => text !== null))].sort(collator.compare);
  const rank = new Map(distinct.map((text, at) => [text, at]));
  return (a, b) => rank.get(a) - rank.get(b);
}

const FEW = 14;
const choices = new Map();

// The few values of a column that a menu can offer; null where there are many.
function choicesOf(column, table) {
  const key = `${table.name} ${column.name}`;
  if (!choices.has(key)) choices.set(key, findChoices(column, table));
  return choices.get(key);
}

function findChoices(column, table) {
  if (column.kind === 'number' || column.kind === 'box' || column.empty) return null;
  if (column.words && column.words.length > FEW) return null;
  const found = new Set();
  for (let row = 0; row < table.rows; row++) {
    found.add(shown(column, row));
    if (found.size > FEW) return null;
  }
  return found.size * 2 > table.rows && table.rows > 2 ? null : [...found].sort(collator.compare);
}
