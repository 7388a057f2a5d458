// Elements, words and numbers. Text only ever becomes text: nothing here parses HTML.

const byId = (id) => document.getElementById(id);
const readBlock = (id) => {
  const block = byId(id);
  return block ? JSON.parse(block.textContent) : null;
};
const about = readBlock('about');

const numbers = new Intl.NumberFormat('ja-JP', { maximumFractionDigits: 9 });
const showNumber = (value) => (typeof value === 'number' ? numbers.format(value) : String(value));

// A phrase in the language of the report, its {places} filled in.
const say = (key, places = {}) =>
  about.words[key].replace(/\{(\w+)\}/g, (_, name) => showNumber(places[name]));

// An element: el('button', { class: 'x', onclick: f, 'aria-label': 'y' }, 'text', other elements).
function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child != null));
  return element;
}

const announce = (text) => { byId('status').textContent = text; };
