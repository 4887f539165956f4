// The pages on which guests book work without this script: it counts down, asks for the times at once, and fits a frame to the page.
(() => {
  const auto = document.querySelector('form[data-auto]');
  if (auto) {
    const button = auto.querySelector('[data-noscript]');
    if (button) button.parentElement.hidden = true;
    auto.addEventListener('change', () => {
      if (auto.reportValidity()) auto.submit();
    });
  }
  const current = document.querySelector('.days [aria-current]');
  if (current) current.parentElement.parentElement.scrollLeft = current.offsetLeft - 16;

  for (const form of document.querySelectorAll('form[data-once]')) {
    let isSent = false;
    form.addEventListener('submit', (event) => {
      if (isSent) event.preventDefault();
      isSent = true;
      // Where nothing came back, it can be sent again.
      setTimeout(() => {
        isSent = false;
      }, 8000);
    });
    // A page that comes back from the browser's memory can be sent again.
    window.addEventListener('pageshow', () => {
      isSent = false;
    });
  }

  const hold = document.querySelector('[data-hold]');
  if (hold) {
    const told = hold.querySelector('[data-told]');
    const end = performance.now() + Number(hold.dataset.left) * 1000;
    const clock = document.createElement('span');
    clock.className = 'time';
    // Read aloud once; the seconds are for the eye.
    told.textContent = '';
    const words = document.createElement('span');
    words.textContent = `${hold.dataset.text} `;
    const unit = document.createElement('span');
    unit.textContent = ` ${hold.dataset.unit}`;
    clock.setAttribute('role', 'timer');
    hold.append(words, clock, unit);
    const tick = () => {
      const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
      clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
      if (left > 0) return;
      clearInterval(timer);
      words.remove();
      unit.remove();
      clock.remove();
      told.textContent = hold.dataset.over;
    };
    const timer = setInterval(tick, 1000);
    tick();
  }

  if (window.parent !== window) {
    const tell = () => {
      const height = Math.ceil(document.documentElement.querySelector('main').getBoundingClientRect().height);
      window.parent.postMessage({ type: 'aforo:height', height }, '*');
    };
    new ResizeObserver(tell).observe(document.querySelector('main'));
    tell();
  }
})();
