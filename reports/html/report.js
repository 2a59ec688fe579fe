// What the report can do beyond being read: filter, open all, copy, change the theme. The filter lives in the
// address (#?q=…&show=failed,masked), so that a view can be sent to someone.
(() => {
  'use strict';
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const query = document.getElementById('query');
  const facets = all('[data-facet]');
  const items = all('.item').map(element => ({ element, state: element.dataset.state, text: null }));
  const blocks = all('.block');
  const folds = all('details.fold');

  for (const element of all('.filter, .copy, #theme')) element.hidden = false;

  // Text of an item, read once: table, field and kind stand in it as well as keys and values.
  const textOf = item => item.text ??= item.element.textContent.toLowerCase();
  const pressed = () => facets.filter(f => f.getAttribute('aria-pressed') === 'true').map(f => f.dataset.facet);

  function filter() {
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    const states = pressed();
    let shown = 0;
    for (const item of items) {
      const keep = (states.length === 0 || states.includes(item.state)) &&
        words.every(word => word[0] === '-' && word.length > 1 ? !textOf(item).includes(word.slice(1)) : textOf(item).includes(word));
      item.element.hidden = !keep;
      shown += keep;
    }
    for (const block of blocks) {
      const inside = all('.item', block);
      block.hidden = inside.length > 0 && inside.every(element => element.hidden);
    }
    const filtering = words.length > 0 || states.length > 0;
    for (const fold of folds) {
      const found = all('.item', fold).some(element => !element.hidden);
      fold.hidden = !found;
      fold.open = filtering && found;
    }
    document.getElementById('shown').textContent = filtering ? `${shown.toLocaleString('en')} of ${items.length.toLocaleString('en')} shown` : '';
    return filtering;
  }

  function remember() {
    const state = new URLSearchParams();
    if (query.value.trim()) state.set('q', query.value.trim());
    if (pressed().length) state.set('show', pressed().join(','));
    const hash = state.toString() ? '#?' + state : location.pathname + location.search;
    history.replaceState(null, '', hash);
  }

  // Opens what an address points to: a saved filter, or one difference.
  function recall() {
    if (location.hash.startsWith('#?')) {
      const state = new URLSearchParams(location.hash.slice(2));
      query.value = state.get('q') ?? '';
      const states = (state.get('show') ?? '').split(',');
      for (const facet of facets) facet.setAttribute('aria-pressed', String(states.includes(facet.dataset.facet)));
      filter();
    } else if (/^#[fcgk]-/.test(location.hash)) {
      const target = document.getElementById(location.hash.slice(1));
      const group = target?.closest('details');
      if (group) group.open = true;
      target?.scrollIntoView();
    }
  }

  let soon = 0;
  query.addEventListener('input', () => {
    clearTimeout(soon);
    soon = setTimeout(() => { filter(); remember(); }, 80);
  });
  query.form.addEventListener('submit', event => event.preventDefault());
  for (const facet of facets)
    facet.addEventListener('click', () => {
      facet.setAttribute('aria-pressed', String(facet.getAttribute('aria-pressed') !== 'true'));
      filter();
      remember();
    });

  // Sections are reached without losing the filter from the address.
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
    for (const details of all('details')) if (!details.hidden) details.open = open;
    expand.textContent = open ? 'Collapse all' : 'Expand all';
  });

  document.addEventListener('click', async event => {
    const button = event.target.closest('.copy');
    if (!button) return;
    const code = button.previousElementSibling;
    try {
      await navigator.clipboard.writeText(code.dataset.copy ?? code.textContent);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(code);
      button.textContent = 'Selected';
    }
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
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
  let closed = [];
  addEventListener('beforeprint', () => {
    closed = all('details:not([open])');
    for (const details of closed) details.open = true;
  });
  addEventListener('afterprint', () => { for (const details of closed) details.open = false; });

  addEventListener('keydown', event => {
    if (event.key === '/' && event.target.tagName !== 'INPUT' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      query.focus();
    } else if (event.key === 'Escape' && event.target === query) {
      query.value = '';
      filter();
      remember();
    }
  });
  addEventListener('hashchange', recall);
  recall();
})();
