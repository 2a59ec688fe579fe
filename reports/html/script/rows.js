'use strict';
// The findings that the page carries: chunks of columns as html/rows.h tells. Chunks stay as they are read; what
// can be chosen by (facets) is brought together over all of them, and so is the text that is searched.
const facets = ['outcome', 'transition', 'suite', 'comparison', 'table', 'field', 'kind', 'rules', 'cluster',
  'cell', 'tags', 'accepted'].map(name => ({
  name,
  values: [],       // "trim"; a list of rules or tags is one value each
  numbers: new Map(),
  words: new Map(), // of the column → its number
  ofWord: [],       // number of a word → numbers of values
  at: [],           // row → number of its word
  only: new Set(),  // chosen values
  not: new Set(),
}));
const lists = new Set(['rules', 'tags']);
const searched = ['comparison', 'suite', 'table', 'path', 'kind', 'key', 'print', 'note', 'rules', 'tags', 'cluster',
  'accepted', 'fate', 'where', 'source.raw', 'source.normalized', 'target.raw', 'target.normalized'];
const rows = { count: 0, chunks: [], texts: [] };

const wordAt = (column, i) => column.words[column.at ? column.at[i] : column.words.length === 1 ? 0 : i];

function chunkOf(row) {
  let low = 0, high = rows.chunks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (rows.chunks[middle].start <= row) low = middle;
    else high = middle - 1;
  }
  return rows.chunks[low];
}
const textAt = (row, name) => {
  const chunk = chunkOf(row);
  return wordAt(chunk.columns[name], row - chunk.start);
};

function numberOf(facet, value) {
  let number = facet.numbers.get(value);
  if (number === undefined) {
    number = facet.values.push(value) - 1;
    facet.numbers.set(value, number);
  }
  return number;
}

function takeFacet(facet, column, count) {
  const numbers = column.words.map(word => {
    let number = facet.words.get(word);
    if (number === undefined) {
      const values = lists.has(facet.name) ? (word ? JSON.parse(word) : ['']) : [word];
      number = facet.ofWord.push(values.map(value => numberOf(facet, value))) - 1;
      facet.words.set(word, number);
    }
    return number;
  });
  for (let i = 0; i < count; ++i) facet.at.push(numbers[column.at ? column.at[i] : column.words.length === 1 ? 0 : i]);
}

function takeChunk({ rows: count, columns }) {
  rows.chunks.push({ start: rows.count, count, columns });
  for (const facet of facets) takeFacet(facet, columns[facet.name], count);
  for (let i = 0; i < count; ++i) {
    let text = '';
    for (const name of searched) {
      const word = wordAt(columns[name], i);
      if (word) text += word + '\n';
    }
    rows.texts.push(text.toLowerCase());
  }
  rows.count += count;
}

async function inflate(base64) {
  const packed = atob(base64);
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; ++i) bytes[i] = packed.charCodeAt(i);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'))).text();
}

// Calls back after each chunk, which the browser may paint between.
async function readRows(taken) {
  for (const block of document.querySelectorAll('script.rows')) {
    takeChunk(JSON.parse(await inflate(block.textContent)));
    block.remove();
    taken();
    await new Promise(resolve => setTimeout(resolve));
  }
}
