// Elements made of text only, and how one value looks: what differs is marked, what cannot be seen is shown.
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(key, value);
  for (const child of children) if (child !== undefined && child !== '') element.append(child);
  return element;
}
const thousands = number => Number(number).toLocaleString('en');
const isMark = character => /^\p{M}$/u.test(character);

// Where two lists of code points differ between their common start and end, marks kept with their letters.
function differingPart(a, b) {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) ++start;
  while (start > 0 && (isMark(a[start] ?? '') || isMark(b[start] ?? ''))) --start;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) ++end;
  while (end > 0 && (isMark(a[a.length - end]) || isMark(b[b.length - end]))) --end;
  const common = start + end;
  return common === 0 || (common <= 2 && a[0] === '"' && b[0] === '"') ? null : { start, end };
}

const names = {
  9: 'TAB', 10: 'LF', 13: 'CR', 0xa0: 'NBSP', 0xad: 'SHY', 0x200b: 'ZWSP', 0x200c: 'ZWNJ', 0x200d: 'ZWJ', 0x200e: 'LRM',
  0x200f: 'RLM', 0x202a: 'LRE', 0x202b: 'RLE', 0x202c: 'PDF', 0x202d: 'LRO', 0x202e: 'RLO', 0x2060: 'WJ', 0xfeff: 'BOM',
};
const codeOf = character => 'U+' + character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0');

function markerOf(character, outer) {
  if (character === ' ') return outer ? '·' : null;
  if (!/^[\p{C}\p{Z}]$/u.test(character)) return null;
  return names[character.codePointAt(0)] ?? codeOf(character);
}

// Where a value begins and ends to the eye: inside of its quotes, without its outer blanks.
function outline(characters) {
  const quoted = characters[0] === '"';
  const first = quoted ? 1 : 0, last = characters.length - (quoted && characters.at(-1) === '"' ? 2 : 1);
  let from = first, to = last;
  while (from <= last && characters[from] === ' ') ++from;
  while (to >= from && characters[to] === ' ') --to;
  return i => i >= first && i <= last && (i < from || i > to);
}

function visibleText(text) {
  const characters = [...text], isOuter = outline(characters);
  return characters.map((character, i) => {
    const marker = markerOf(character, isOuter(i));
    return marker === null ? character : marker === '·' ? marker : `⟨${marker}⟩`;
  }).join('');
}

// `part`: of differingPart(), or null.
function valueElement(characters, part, skipped, length) {
  const pre = make('pre', { class: 'value', dir: 'auto' });
  if (skipped) pre.append(make('span', { class: 'cut' }, `… ${thousands(skipped)} bytes alike … `));
  const isOuter = outline(characters);
  let run = '', marked = false;
  const flush = () => {
    if (run) pre.append(marked ? make('mark', {}, run) : run);
    run = '';
  };
  characters.forEach((character, i) => {
    const differs = part !== null && i >= part.start && i < characters.length - part.end;
    if (differs !== marked) flush();
    marked = differs;
    const marker = markerOf(character, isOuter(i));
    if (marker === null) {
      run += character;
      return;
    }
    flush();
    pre.append(make('span', { class: differs ? 'unseen differs' : 'unseen', title: codeOf(character) }, marker));
  });
  flush();
  if (length) pre.append(make('span', { class: 'cut' }, ` … (${thousands(length)} bytes in all)`));
  return pre;
}

// "é U+00E9" for what differs; empty where listing it tells nothing.
function codePoints(characters, part) {
  if (part === null) return '';
  const of = characters.slice(part.start, characters.length - part.end);
  return of.length > 12 ? '' : of.map(character => (/^[\p{C}\p{Z}\p{M}]$/u.test(character) ? '' : character + ' ') + codeOf(character)).join(', ');
}
