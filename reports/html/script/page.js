// The frame: keys, theme, copying, printing, and what happens when the page is there.
for (const element of all('.filter, .copy, #theme, #findings, .scripted')) element.hidden = false;

// What is scrolled to stops below the bar, however many lines it has.
const bar = document.querySelector('.bar');
function clearOfBar() {
  const sticks = getComputedStyle(bar).position === 'sticky';
  document.documentElement.style.scrollPaddingTop = (sticks ? bar.offsetHeight : 0) + 16 + 'px';
}
clearOfBar();
addEventListener('resize', clearOfBar);

// Sections are reached without losing the query from the address.
for (const link of all('.links a, .tiles a'))
  link.addEventListener('click', event => {
    const target = document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    target.scrollIntoView();
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  });

const expand = document.getElementById('expand');
expand.addEventListener('click', () => {
  const open = expand.textContent === 'Expand all';
  for (const details of all('main details:not(.facet)')) if (!details.hidden) details.open = open;
  expand.textContent = open ? 'Collapse all' : 'Expand all';
});

async function copy(button) {
  const code = button.previousElementSibling;
  try {
    await navigator.clipboard.writeText(code.dataset.copy ?? code.textContent);
    button.textContent = 'Copied';
  } catch {
    getSelection().selectAllChildren(code);
    button.textContent = 'Selected';
  }
  setTimeout(() => { button.textContent = 'Copy'; }, 1500);
}
document.addEventListener('click', event => {
  const button = event.target.closest('.copy');
  if (button) copy(button);
});

const theme = document.getElementById('theme');
const themes = ['system', 'light', 'dark'];
function wear(name) {
  if (name === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
  theme.textContent = name === 'system' ? 'Theme: as the system' : 'Theme: ' + name;
}
let worn = 'system';
try { worn = localStorage.getItem('parity-theme') ?? 'system'; } catch { /* no storage: as the system */ }
if (!themes.includes(worn)) worn = 'system';
wear(worn);
theme.addEventListener('click', () => {
  worn = themes[(themes.indexOf(worn) + 1) % themes.length];
  wear(worn);
  try { localStorage.setItem('parity-theme', worn); } catch { /* worn until the page is left */ }
});

// On paper everything is open.
let folded = [];
addEventListener('beforeprint', () => {
  folded = all('details:not([open])');
  for (const details of folded) details.open = true;
});
addEventListener('afterprint', () => { for (const details of folded) details.open = false; });

const keys = document.getElementById('keys');
document.getElementById('help').addEventListener('click', () => keys.showModal());

// Puts the eye on the list; the first key shows it, the next ones walk it.
function walk(step) {
  if (rows.count === 0) return;
  list.box.focus({ preventScroll: true });
  document.getElementById('findings').scrollIntoView({ block: 'start' });
  select(list.selected < 0 ? 0 : list.selected + step);
}
function leave() {
  if (document.activeElement === query && query.value === '' || list.selected >= 0) unselect();
  if (query.value !== '' || facets.some(facet => facet.only.size + facet.not.size > 0)) {
    if (document.activeElement === query || list.selected < 0) clearFilter();
  }
  query.blur();
}
const actions = {
  j: () => walk(1), k: () => walk(-1), '/': () => query.focus(), '?': () => keys.showModal(), Escape: leave,
  c: () => { const button = document.querySelector('#detail .copy'); if (button) copy(button); },
  t: () => theme.click(),
};
const onList = {
  ArrowDown: () => walk(1), ArrowUp: () => walk(-1), PageDown: () => walk(10), PageUp: () => walk(-10),
  Home: () => select(0), End: () => select(list.found.length - 1),
  Enter: () => { if (list.selected < 0) select(0); document.getElementById('detail').focus(); },
};
addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
  const typing = event.target === query;
  const action = (event.target === list.box && onList[event.key]) || ((!typing || event.key === 'Escape') && actions[event.key]);
  if (!action) return;
  event.preventDefault();
  action();
});
addEventListener('hashchange', recall);

filter();
recall();
requestAnimationFrame(() => setTimeout(async () => {
  performance.mark('reading');
  try {
    await readRows(() => { if (rows.chunks.length === 1) filter(); });
    filter();
    selectWanted();
  } catch (error) {
    document.getElementById('found').textContent = `The findings cannot be read: ${error.message}`;
  }
  performance.measure('reading', 'reading');
  document.documentElement.dataset.ready = String(rows.count);
}));
