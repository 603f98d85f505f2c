import { controlStyle } from './style-controls.ts';
import { pictureStyle } from './style-pictures.ts';

const light = `--paper:#faf9f7;--panel:#fff;--ink:#1c1d21;--soft:#5b5f69;--line:#e2dfd9;--faint:#f1efeb;--link:#1c4f9c;
--right:#19704f;--wrong:#b3261e;--unsure:#8a5a00;--known:#6a4fb3;--claimed:#b4530a;--measured:#1f5fb8;--plus:#2f6f7a;--minus:#8a3f78;--gap:#b3261e;
--right-soft:#e3f1ea;--wrong-soft:#fbe9e7;--unsure-soft:#f8eed8;--known-soft:#eeeafa;--shadow:0 1px 2px #0000000d,0 4px 16px #0000000a;`;
const dark = `--paper:#131519;--panel:#1b1e24;--ink:#e8e9ec;--soft:#a3a8b4;--line:#31353e;--faint:#23272f;--link:#8db8f5;
--right:#63c79c;--wrong:#ff8f85;--unsure:#e3b04b;--known:#b6a2f2;--claimed:#f09a4f;--measured:#72aef5;--plus:#4fa3b3;--minus:#c07ead;--gap:#e0605a;
--right-soft:#1b3329;--wrong-soft:#3c2220;--unsure-soft:#382d16;--known-soft:#2b2740;--shadow:none;`;

const frameStyle = `
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Liberation Sans",Arial,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:.18em}
:focus-visible{outline:2px solid var(--measured);outline-offset:2px;border-radius:3px}
code,kbd,.mono{font-family:ui-monospace,"SF Mono",SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.9em}
math{font-size:1.05em;overflow-wrap:normal;white-space:nowrap}
h1,h2,h3,p,dl,dd,ul,ol,figure,table{margin:0}
ul,ol{padding:0;list-style:none}
h2{font-size:1.3rem;font-weight:650;letter-spacing:-.01em;line-height:1.3}
h3{font-size:1rem;font-weight:650}
.page{max-width:76rem;margin:0 auto;padding:0 clamp(1rem,4vw,3rem) 5rem}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--panel);padding:.5rem 1rem;z-index:9}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.scroll{overflow-x:auto;max-width:100%}
.fine,.what{color:var(--soft);font-size:.875rem;font-weight:400}
.fine{margin-top:.5rem}
.bar-top{display:flex;justify-content:space-between;align-items:center;padding:1.25rem 0 0;color:var(--soft);font-size:.875rem}
.bar-top b{color:var(--ink);font-weight:650;letter-spacing:-.01em;font-size:1rem}
header.front{padding:clamp(2rem,5vw,3.25rem) 0 2rem}
h1{font-size:clamp(1.9rem,5.2vw,3.1rem);font-weight:680;letter-spacing:-.025em;line-height:1.12;max-width:22em}
h1 .mark{margin-right:.35em}
.lede{margin-top:1rem;font-size:1.125rem;color:var(--soft);max-width:46rem}
.lede b{color:var(--ink);font-weight:600}
section{margin-top:3.25rem}header.front+section{margin-top:.5rem}section.origin{margin-top:2.25rem}
section>h2+*{margin-top:1rem}
.wrong>.mark,th.wrong .mark,.verdict.wrong,h1.wrong .mark{color:var(--wrong)}.unsure>.mark,th.unsure .mark,.verdict.unsure,h1.unsure .mark{color:var(--unsure)}
.known>.mark,th.known .mark,.verdict.known,h1.known .mark{color:var(--known)}.right>.mark,th.right .mark,.verdict.right,h1.right .mark{color:var(--right)}
.verdict{font-weight:600;white-space:nowrap}
.share{display:flex;height:.6rem;border-radius:.3rem;overflow:hidden;gap:2px;margin-top:2rem;max-width:46rem}
.share svg{width:100%;height:100%;display:block}
.share .wrong{fill:var(--wrong)}.share .unsure{fill:var(--unsure)}.share .known{fill:var(--known)}.share .right{fill:var(--right)}
.counts{display:flex;flex-wrap:wrap;gap:.35rem 1.75rem;margin-top:.8rem;font-size:.95rem}
.counts .mark{font-weight:700}
.findings{display:grid;gap:.75rem}
.findings li{background:var(--panel);border:1px solid var(--line);border-left:4px solid var(--wrong);border-radius:8px;padding:.9rem 1.15rem;box-shadow:var(--shadow)}
.findings h3{font-size:1.05rem;display:flex;flex-wrap:wrap;gap:.1rem .75rem;align-items:baseline}
.findings h3 span{font-weight:400}
.findings p{color:var(--soft);margin-top:.2rem}
.findings .claimed,.findings .measured{font-weight:600}
.claimed-text{color:var(--claimed);font-weight:600}.measured-text{color:var(--measured);font-weight:600}
.facts{display:flex;flex-wrap:wrap;gap:.75rem 2.25rem;font-size:.875rem}
.facts div{min-width:0}.facts .full{width:100%}
dt{color:var(--soft);font-size:.8125rem}
.meaning{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1.5rem 3rem}
.meaning li{margin-top:.5rem;padding-left:1.1rem;position:relative}.meaning li::before{content:"–";position:absolute;left:0;color:var(--soft)}
.meaning h3{margin-top:.25rem}
`;

const subjectStyle = `
.subject{background:var(--panel);border:1px solid var(--line);border-radius:10px;margin-top:.6rem;box-shadow:var(--shadow);content-visibility:auto;contain-intrinsic-block-size:auto 3.2rem}
.subject[open]{contain-intrinsic-block-size:auto 60rem}
.subject>summary{display:flex;flex-wrap:wrap;gap:.15rem .75rem;align-items:baseline;padding:.8rem 1.15rem;cursor:pointer;list-style:none}
.subject>summary::-webkit-details-marker{display:none}
.subject>summary .mark{font-weight:700;width:1.1em}
.subject>summary .name{font-weight:650}
.subject>summary .says{color:var(--soft)}
.subject>summary .end{margin-left:auto;color:var(--soft);font-size:.875rem}
.subject>summary:hover{background:var(--faint);border-radius:10px}
.subject>summary h3{display:inline}
.subject .body{padding:.25rem 1.15rem 1.5rem;border-top:1px solid var(--line)}
.subject .body>*{margin-top:1.5rem}
.law-line{display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:center;font-size:1.05rem}
.law{display:inline-block;vertical-align:top}
.rows{display:grid;grid-template-columns:minmax(6rem,max-content) 1fr;gap:.4rem 1.5rem;font-size:.95rem}
.rows dd{min-width:0}
.command{display:flex;gap:.5rem;align-items:flex-start;background:var(--faint);border-radius:6px;padding:.45rem .6rem}
.command code{flex:1;min-width:0;padding:.15rem 0}.command span{display:inline-block;max-width:100%}
.pictures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:2rem 2.5rem;align-items:start}
table{border-collapse:collapse;font-size:.9rem}
caption{text-align:left;color:var(--soft);font-size:.8125rem;padding-bottom:.4rem}
.results{width:100%}
.results th,.results td,.components th,.components td{text-align:left;font-weight:400;padding:.4rem 1rem .4rem 0;vertical-align:baseline;border-top:1px solid var(--line)}
.results thead th,.components thead th{color:var(--soft);font-size:.8125rem;border-top:0;white-space:nowrap}
.results tbody th{font-weight:500;white-space:nowrap}
.results .n{text-align:right;white-space:nowrap}.results thead .n{white-space:normal}
.results tr:target,.results tr.target{background:var(--unsure-soft)}
.subject:target>summary .name{text-decoration:underline;text-decoration-thickness:2px}
.why{display:block;min-width:11rem;color:var(--soft);font-size:.85rem;white-space:normal;font-weight:400}
.more summary{cursor:pointer;color:var(--link);font-size:.875rem;display:inline-block}
.more[open]>:not(summary){margin-top:.6rem}
.components tr.right th,.components tr.right td{color:var(--soft)}
.components td{white-space:nowrap}
`;

const printStyle = `@media print{*{-webkit-print-color-adjust:exact;print-color-adjust:exact}html{font-size:80%}.matrix{zoom:.7}.matrix tr{content-visibility:visible}.subject{content-visibility:visible}body{background:#fff;font-size:10pt}.page{max-width:none;padding:0}.no-print,.bar-top button,.command button{display:none!important}
.subject,.findings li,figure{break-inside:avoid}.subject[open]{break-inside:auto}.subject,.findings li{box-shadow:none}.matrix-box{max-height:none!important;overflow:visible!important}a{color:inherit;text-decoration:none}section{margin-top:2rem}}
@media (max-width:40rem){.rows{grid-template-columns:1fr;gap:.1rem}.rows dd{margin-bottom:.6rem}.subject>summary .end{margin-left:0;width:100%}header.front{padding-top:1.75rem}section{margin-top:2.5rem}
.components thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}.components,.components caption,.components tbody{display:block}.components tbody tr{display:grid;grid-template-columns:auto 1fr;column-gap:1rem;border-top:1px solid var(--line);padding:.4rem 0}
.components tbody th,.components tbody td{border:0;padding:.1rem 0;white-space:normal}.components tbody td:nth-child(5){grid-area:1/2;text-align:right}.components tbody td:nth-child(4){grid-column:1/-1}.components tbody td:nth-child(2),.components tbody td:nth-child(3){grid-column:1/-1}.components td:nth-child(2)::before{content:'claimed ';color:var(--claimed)}.components td:nth-child(3)::before{content:'measured ';color:var(--measured)}}`;

/** The style sheet of a report, for light and dark, narrow and printed pages. */
export const style = `:root{color-scheme:light dark;${light}}@media (prefers-color-scheme:dark){:root:not([data-theme=light]){${dark}}}
:root[data-theme=light]{color-scheme:light}:root[data-theme=dark]{color-scheme:dark;${dark}}@media print{:root,:root[data-theme=dark]{${light}}}
${frameStyle}${controlStyle}${subjectStyle}${pictureStyle}${printStyle}`;
