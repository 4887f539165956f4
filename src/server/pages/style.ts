/** The whole style of the pages on which guests book: small enough to be a part of each. */
export const STYLE = `
:root{color-scheme:light dark;--ground:#f7f3f6;--card:#fffdfe;--ink:#211521;--soft:#504350;--line:#d9ccd6;--strong:#85707f;--accent:#ba0675;--on:#fffafc;--bad:#9f1239;--bad-soft:#ffeaee;--ok:#0b5f3a;--ok-soft:#e4f5ec;--warn:#6f4400;--warn-soft:#fdf0d8}
@media(prefers-color-scheme:dark){:root{--ground:#100a11;--card:#1b131c;--ink:#f7f2f6;--soft:#cbc0ca;--line:#43374a;--strong:#95879b;--accent:#fb6bb2;--on:#1e0512;--bad:#ffb3c1;--bad-soft:#3a1220;--ok:#8be3b6;--ok-soft:#0d2f20;--warn:#f6cf8a;--warn-soft:#35260c}}
*{box-sizing:border-box}[hidden]{display:none!important}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
body.embed{background:transparent}
main{max-width:34rem;margin:0 auto;padding:1rem 1rem 3rem}
.embed main{padding:.25rem .25rem 1rem}
header{display:flex;gap:.9rem;align-items:center;padding:.5rem 0 1rem}
header img{max-width:7rem;max-height:3.5rem;padding:.3rem;border-radius:.6rem;background:#fff;border:1px solid var(--line)}
h1{margin:0;font-size:1.5rem;line-height:1.2;text-wrap:balance;overflow-wrap:anywhere}
h2{margin:0 0 .75rem;font-size:1.1rem}h3{margin:1rem 0 .5rem;font-size:.95rem;color:var(--soft)}
p{margin:.5rem 0}.soft{color:var(--soft)}.small{font-size:.875rem}
a{color:inherit;text-decoration-color:var(--strong);text-underline-offset:.2em}
section{margin:0 0 1rem;padding:1.1rem;border:1px solid var(--line);border-radius:1rem;background:var(--card)}
.accent{border-top:4px solid var(--accent)}
fieldset{margin:0;padding:0;border:0;min-width:0}legend{padding:0;font-weight:600}
label,.label{display:block;font-weight:600;margin:.9rem 0 .3rem}label small,.hint{font-weight:400;color:var(--soft);font-size:.875rem}
input,select,textarea{width:100%;min-height:48px;padding:.6rem .75rem;border:1px solid var(--strong);border-radius:.7rem;background:var(--ground);color:var(--ink);font:inherit}
textarea{min-height:5.5rem;resize:vertical}
input[aria-invalid=true]{border-color:var(--bad);box-shadow:0 0 0 1px var(--bad)}
.check{display:flex;gap:.75rem;align-items:flex-start;min-height:44px;padding:.5rem 0;margin:.3rem 0;font-weight:400}
.check input{flex:none;width:24px;height:24px;min-height:0;margin:0;accent-color:var(--accent)}
.trap{position:absolute;left:-200vw;width:1px;height:1px;overflow:hidden}
.row{display:grid;grid-template-columns:1fr 1fr;gap:.75rem}.row>*{min-width:0}
@media(max-width:22rem){.row{grid-template-columns:1fr}}
.days{display:flex;gap:.5rem;margin:.9rem -1.1rem 0;padding:.25rem 1.1rem .5rem;overflow-x:auto;list-style:none}
.days a{display:grid;place-items:center;min-width:4rem;min-height:56px;padding:.35rem .6rem;border:1px solid var(--line);border-radius:.8rem;text-decoration:none;font-size:.875rem;white-space:nowrap;line-height:1.25}
.days b{font-size:1.1rem}
.days a[aria-current]{border-color:var(--accent);background:var(--accent);color:var(--on)}
.slots{display:grid;grid-template-columns:repeat(auto-fill,minmax(5.5rem,1fr));gap:.5rem}
.slots.wide{grid-template-columns:repeat(auto-fill,minmax(9rem,1fr))}
button,.button{display:inline-flex;align-items:center;justify-content:center;gap:.5rem;width:100%;min-height:48px;padding:.6rem 1rem;border:1px solid var(--strong);border-radius:.8rem;background:var(--card);color:var(--ink);font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
button:hover,.button:hover,.days a:hover{border-color:var(--accent)}
.main{border-color:var(--accent);background:var(--accent);color:var(--on)}
.danger{border-color:var(--bad);color:var(--bad)}
.quiet{border-color:transparent;background:transparent;font-weight:400;text-decoration:underline}
.stack{display:grid;gap:.6rem;margin-top:1rem}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.note{margin:0 0 1rem;padding:.8rem 1rem;border-radius:.8rem;background:var(--warn-soft);color:var(--warn)}
.note.bad{background:var(--bad-soft);color:var(--bad)}.note.ok{background:var(--ok-soft);color:var(--ok)}
.note ul{margin:.3rem 0 0;padding-left:1.2rem}.error{margin:.3rem 0 0;color:var(--bad);font-size:.875rem}
.time{font-variant-numeric:tabular-nums}
dl{display:grid;grid-template-columns:auto 1fr;gap:.35rem 1rem;margin:0}dt{color:var(--soft)}dd{margin:0;font-weight:600;overflow-wrap:anywhere}
.code{letter-spacing:.15em}
.terms{max-height:12rem;overflow-y:auto;white-space:pre-line;padding:.7rem .9rem;border:1px solid var(--line);border-radius:.7rem;font-size:.875rem;overflow-wrap:anywhere}
.greeting{white-space:pre-line;overflow-wrap:anywhere}
footer{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.25rem 1rem;color:var(--soft);font-size:.875rem}
footer a{display:inline-flex;align-items:center;min-height:44px}
@media(min-width:48rem){main{padding-top:2.5rem}section{padding:1.5rem}.days{margin-inline:-1.5rem;padding-inline:1.5rem}h1{font-size:1.9rem}}
`;
