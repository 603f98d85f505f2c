/** The style sheet of a verification report: black on white, for paper first. */
export const style = `:root{color-scheme:light;--ink:#1c1d21;--soft:#565a63;--line:#cfccc5;--right:#19704f;--wrong:#b3261e;--unsure:#7a5000;--known:#5b43a0}
*,*::before,*::after{box-sizing:border-box}
body{margin:0;background:#fff;color:var(--ink);font:11pt/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Liberation Sans",Arial,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
main{max-width:52rem;margin:0 auto;padding:2.5rem 1.5rem 4rem}
h1,h2,h3,p,dl,dd,ul,table,pre{margin:0}
.kind{color:var(--soft);text-transform:uppercase;letter-spacing:.08em;font-size:.8rem}
h1{font-size:2rem;line-height:1.15;letter-spacing:-.02em;margin-top:.3rem}
h2{font-size:1.2rem;margin-top:2.2rem;padding-bottom:.25rem;border-bottom:1px solid var(--line);break-after:avoid}
h3{font-size:1rem;break-after:avoid}
section>h2+*{margin-top:.7rem}
.verdict{font-size:1.2rem;font-weight:650;margin-top:.9rem}
.right{color:var(--right)}.wrong{color:var(--wrong)}.unsure{color:var(--unsure)}.known{color:var(--known)}
.facts{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin-top:1rem;font-size:.9rem}.facts.wide{display:block}.facts.wide>div{margin-top:.35rem}
.facts dt{color:var(--soft);font-size:.8rem}
ul{padding-left:1.2rem}li{margin-top:.3rem}
table{border-collapse:collapse;width:100%;font-size:.85rem}
th,td{text-align:left;vertical-align:top;padding:.3rem .7rem .3rem 0;border-top:1px solid var(--line);font-weight:400}
thead th{color:var(--soft);font-size:.8rem;border-top:0}thead{display:table-header-group}
tbody th{font-weight:600;min-width:6rem}thead th{white-space:nowrap}.requirements thead .n{white-space:normal;min-width:6rem}tr{break-inside:avoid}.n{text-align:right}
tr.failed td:last-child,tr.below td:last-child,tr.missing td:last-child{color:var(--wrong);font-weight:600}tr.undecided td:last-child{color:var(--unsure);font-weight:600}tr.known td:last-child{color:var(--known);font-weight:600}tr.verified td:last-child{color:var(--right)}
article{border-top:1px solid var(--line);padding:.7rem 0;margin-top:.7rem;break-inside:avoid-page}
h2+article{border-top:0;margin-top:0}article .says{font-weight:400;color:var(--soft)}
article dl{font-size:.88rem;margin-top:.3rem}article dl>div{display:grid;grid-template-columns:8.5rem 1fr;gap:0 1rem;margin-top:.15rem}
article dt{color:var(--soft)}article dd{grid-column:2;min-width:0}
code,pre,.hash{font-family:ui-monospace,"SF Mono",SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.9em}
pre{white-space:pre-wrap;max-height:none}.hash{color:var(--soft);font-size:.78em}
a{color:inherit;text-underline-offset:.15em}
:focus-visible{outline:2px solid #1f5fb8;outline-offset:2px}
.signatures{display:grid;grid-template-columns:repeat(3,1fr);gap:2rem;break-inside:avoid}.signatures .line{border-bottom:1px solid var(--ink);height:2.6rem}.signatures p{font-size:.8rem;color:var(--soft)}
@page{size:A4;margin:18mm 16mm 20mm;@bottom-right{content:counter(page) " / " counter(pages);font:8pt sans-serif;color:#565a63}@bottom-left{content:"gradcheck verification report";font:8pt sans-serif;color:#565a63}}
@media print{body{font-size:9.5pt}main{max-width:none;padding:0}a{text-decoration:none}}
@media (max-width:40rem){thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}table,tbody,tr,th,td{display:block}tr{border-top:1px solid var(--line);padding:.4rem 0}th,td{border:0;padding:.1rem 0}.n{text-align:left}article dl>div{grid-template-columns:1fr}article dd{grid-column:1}.signatures{grid-template-columns:1fr}}`;
