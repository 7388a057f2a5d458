// The place of a row in its source: the page with a box drawn in, or the lines with highlights.

const pagesOf = once(() => readBlock('pages') ?? {});
const linesOf = once(() => readBlock('lines') ?? {});
const marksOf = once(() => readBlock('marks') ?? {});
const CONTEXT = 3; // lines shown above and below each highlighted one

function sourceOf(table, row) {
  if (table.name === 'documents') return null;
  const file = table.value('source_file', row);
  const page = table.value('page', row);
  const picture = pagesOf()[file]?.[page];
  if (picture) return drawPage(picture, file, page, table.value('bbox', row));
  if (linesOf()[file] && table.value('line', row) !== null) return drawLines(linesOf()[file], table, row);
  return about.sourced ? null : el('p', { class: 'hint' }, say('no_source'));
}

function drawPage(block, file, page, box) {
  const [width, height, uri] = readBlock(block);
  const image = el('img', { src: uri, alt: say('picture_of', { file, page: String(page) }) });
  const sheet = el('div', { class: 'sheet' }, image);
  sheet.style.aspectRatio = `${width} / ${height}`;
  const frame = el('div', { class: 'frame', tabindex: 0, 'aria-label': image.alt }, sheet);
  if (box) sheet.append(drawBox(box, width, height));
  let zoom = 1;
  const scale = (to) => {
    zoom = Math.min(4, Math.max(1, to));
    sheet.style.width = `${zoom * 100}%`;
    centre(frame);
  };
  // The print of a wide page is too small as a whole: begin where a point is about a pixel.
  requestAnimationFrame(() => scale(width / frame.clientWidth));
  return el('div', { class: 'picture' },
    el('div', { class: 'zoom' },
      el('button', { type: 'button', onclick: () => scale(zoom / 1.5), 'aria-label': say('smaller') }, '−'),
      el('button', { type: 'button', onclick: () => scale(zoom * 1.5), 'aria-label': say('larger') }, '+')),
    frame);
}

function drawBox([x0, top, x1, bottom], width, height) {
  const room = 2; // points around the characters
  const box = el('div', { class: 'box' });
  box.style.left = `${(100 * (x0 - room)) / width}%`;
  box.style.top = `${(100 * (top - room)) / height}%`;
  box.style.width = `${(100 * (x1 - x0 + 2 * room)) / width}%`;
  box.style.height = `${(100 * (bottom - top + 2 * room)) / height}%`;
  return box;
}

function centre(frame) {
  const box = frame.querySelector('.box');
  if (!box) return;
  frame.scrollTop = box.offsetTop + box.offsetHeight / 2 - frame.clientHeight / 2;
  const wider = box.offsetWidth > frame.clientWidth;
  frame.scrollLeft = wider ? box.offsetLeft - 8 : box.offsetLeft + box.offsetWidth / 2 - frame.clientWidth / 2;
}

function drawLines(runs, table, row) {
  const marks = new Map(); // line -> [[start, end], …]
  const flat = marksOf()[table.value('row_id', row)] ?? [];
  for (let at = 0; at < flat.length; at += 3) {
    if (!marks.has(flat[at])) marks.set(flat[at], []);
    marks.get(flat[at]).push([flat[at + 1], flat[at + 2]]);
  }
  if (!marks.size) marks.set(table.value('line', row), []);
  const near = (number) => [...marks.keys()].some((line) => Math.abs(line - number) <= CONTEXT);
  const list = el('ol', { class: 'lines', tabindex: 0, 'aria-label': say('source'), lang: 'ja' });
  let before = null;
  for (const [start, texts] of runs) {
    texts.forEach((text, at) => {
      const number = start + at;
      if (!near(number)) return;
      if (before !== null && number !== before + 1) list.append(el('li', { class: 'gap', 'aria-hidden': 'true' }, '⋮'));
      list.append(drawLine(number, text, marks.get(number)));
      before = number;
    });
  }
  return list;
}

function drawLine(number, text, marks) {
  const content = [];
  let at = 0;
  for (const [start, end] of [...(marks ?? [])].sort((a, b) => a[0] - b[0])) {
    if (start < at) continue;
    content.push(text.slice(at, start), el('mark', {}, text.slice(start, end)));
    at = end;
  }
  content.push(text.slice(at) || (at ? '' : '\u200b'));
  return el('li', { class: marks ? 'hit' : null, value: number, 'data-line': number },
    el('span', { class: 'line' }, String(number)), el('code', {}, content));
}
