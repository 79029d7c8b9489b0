// Nothing here is needed to read the page: it tells changed scores to screen readers, and sorts and filters the index.
'use strict';
document.documentElement.classList.add('script');
for (const bill of document.querySelectorAll('form.bill')) {
  const show = () => {
    let choice = 0;
    for (const box of bill.querySelectorAll('input[data-bit]')) if (!box.checked) choice |= 1 << Number(box.dataset.bit);
    for (const strip of bill.querySelectorAll('.strip')) {
      strip.nextElementSibling.textContent = strip.firstElementChild.children[choice].textContent;
    }
  };
  bill.addEventListener('change', show);
  bill.addEventListener('reset', () => setTimeout(show));
  show();
}
for (const table of document.querySelectorAll('table.sortable')) {
  const body = table.tBodies[0];
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener('click', () => {
      const down = head.getAttribute('aria-sort') === 'ascending';
      for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const key = (row) => row.cells[column].dataset.key ?? row.cells[column].textContent;
      const order = (a, b) => {
        const [x, y] = [key(a), key(b)];
        const numbers = x !== '' && y !== '' && !isNaN(x) && !isNaN(y);
        return numbers ? x - y : x.localeCompare(y);
      };
      for (const row of [...body.rows].sort((a, b) => (down ? order(b, a) : order(a, b)))) body.append(row);
    });
  });
  const filter = document.querySelector('input.filter');
  filter.closest('p').hidden = false;
  filter.addEventListener('input', () => {
    const words = filter.value.toLowerCase();
    for (const row of body.rows) row.hidden = !row.textContent.toLowerCase().includes(words);
  });
}
