/** The style of buttons, search, filter, and the matrix of subjects and properties. */
export const controlStyle = `
button{font:inherit;font-size:.875rem;color:var(--ink);background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:.25rem .7rem;cursor:pointer;min-height:2rem}
button:hover{background:var(--faint)}
.tools{display:flex;flex-wrap:wrap;gap:.75rem 1.25rem;align-items:center}
.tools input[type=search]{font:inherit;color:inherit;background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:.35rem .7rem;width:16rem;max-width:100%;min-height:2.25rem}
.tools fieldset{border:0;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.35rem}
.tools label.choice{position:relative;display:inline-flex}
.tools label.choice input{position:absolute;inset:0;opacity:0;margin:0;cursor:pointer}
.tools label.choice span{border:1px solid var(--line);border-radius:1.2rem;padding:.2rem .8rem;font-size:.875rem;background:var(--panel)}
.tools label.choice input:checked+span{background:var(--ink);color:var(--paper);border-color:var(--ink)}
.tools label.choice input:focus-visible+span{outline:2px solid var(--measured);outline-offset:2px}
.tools+.matrix-box,.legend{margin-top:.9rem}.matrix-box{overflow:auto;max-height:min(44rem,80vh);border:1px solid var(--line);border-radius:10px;background:var(--panel);box-shadow:var(--shadow)}
.matrix{display:block;width:max-content;min-width:100%;font-size:.8125rem;line-height:1.3;padding:2px}
.matrix thead,.matrix tbody{display:block}.matrix thead{position:sticky;top:0;z-index:2;background:var(--panel)}
.matrix tr{display:flex;gap:2px}.matrix tbody tr{height:1.6rem;margin-top:2px;content-visibility:auto;contain-intrinsic-block-size:1.6rem}.matrix tr[hidden]{display:none}
.matrix th{font-weight:400}.matrix thead tr{align-items:flex-end}.matrix thead th{flex:none;width:1.85rem;padding:.6rem 0 .4rem;text-align:center}
.matrix thead th span{writing-mode:vertical-rl;transform:rotate(180deg);white-space:nowrap;display:inline-block;max-height:15rem}
.matrix tr>th:first-child{flex:none;width:min(var(--names),17rem);position:sticky;left:0;z-index:1;background:var(--panel);text-align:left;padding:0 .75rem 0 .9rem}.matrix tbody th a{line-height:1.6rem}
.matrix thead th:first-child{color:var(--soft);padding-bottom:.4rem}
.matrix tbody th a{display:block;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;color:inherit;text-decoration:none}
.matrix tbody th a:hover{text-decoration:underline}
.matrix tbody th .mark{font-weight:700;display:inline-block;width:1.3em}
.matrix tbody td{flex:none;width:1.85rem;text-align:center;padding:0;border-radius:3px}
.matrix td a{display:block;line-height:1.6rem;color:inherit;text-decoration:none;border-radius:3px}
.matrix td a:hover{outline:2px solid var(--ink)}
.legend i.wrong-cell,.wrong-cell{background:var(--wrong);color:var(--panel);font-weight:700}
.legend i.unsure-cell,.unsure-cell{background:var(--unsure-soft);color:var(--unsure);font-weight:700;box-shadow:inset 0 0 0 1px var(--unsure)}
.legend i.known-cell,.known-cell{background:var(--known-soft);color:var(--known);font-weight:700;box-shadow:inset 0 0 0 1px var(--known)}
.d1{background:color-mix(in srgb,var(--right) 8%,var(--panel))}
.d2{background:color-mix(in srgb,var(--right) 18%,var(--panel))}
.d3{background:color-mix(in srgb,var(--right) 28%,var(--panel))}
.d4{background:color-mix(in srgb,var(--right) 40%,var(--panel))}
.legend{display:flex;flex-wrap:wrap;gap:.4rem 1.25rem;font-size:.8125rem;color:var(--soft);align-items:center}
.legend i{font-style:normal;display:inline-block;min-width:1.85rem;text-align:center;border-radius:3px;padding:.05rem .3rem;margin-right:.45rem;color:var(--ink)}
@media (max-width:40rem){.matrix tr>th:first-child{width:min(var(--names),9.5rem)}.tools input[type=search]{width:100%}}
`;
