// Puts the booking page of a venue into another site, as high as it is:
// <a href="https://…/v/slug">…</a><script src="https://…/embed.js" async></script>
// The link before the script is what people get without it.
(() => {
  const script = document.currentScript;
  const link = script?.previousElementSibling;
  if (link?.tagName !== 'A') return;
  const origin = new URL(script.src).origin;
  const page = new URL(link.href);
  if (page.origin !== origin) return;
  page.searchParams.set('embed', '1');
  const frame = document.createElement('iframe');
  frame.src = page.href;
  frame.title = link.textContent.trim();
  frame.style.cssText = 'display:block;width:100%;min-height:420px;border:0;color-scheme:light dark';
  frame.addEventListener('load', () => {
    link.hidden = true;
  });
  window.addEventListener('message', (event) => {
    const { data } = event;
    if (event.source !== frame.contentWindow || event.origin !== origin || !data || data.type !== 'aforo:height')
      return;
    const height = Number(data.height);
    if (height > 0 && height < 20000) frame.style.height = `${height}px`;
  });
  script.after(frame);
})();
