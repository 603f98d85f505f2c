import { codePoint } from './escape.ts';

const PLAIN: Readonly<Record<string, string>> = {
  ...{ '✗': 'x', '✓': '+', '·': '-', '…': '...', '±': '+-', '×': 'x', '−': '-', '—': '-', '½': '1/2', '²': '^2', '³': '^3', ᵀ: '^T' },
  ...{ '●': 'o', '◆': '*', '─': '-', '├': '|', '┤': '|', '∂': 'd', '∇': 'grad ', '⟨': '<', '⟩': '>', '‖': '|', '∈': 'in', ℝ: 'R' },
  ...{ '≤': '<=', '≥': '>=', '≠': '!=', '⇒': '=>', '→': '->', '∞': 'inf', '≈': '~', η: 'eta', λ: 'lambda', θ: 'theta', φ: 'phi' },
  ...{ '▁': '_', '▂': '.', '▃': ',', '▄': '-', '▅': '~', '▆': '=', '▇': '*', '█': '#', ᵢ: '_i', ₗ: '_l', '¹': '^1', '∘': 'o', '⁻': '^-' },
};

/** The text for a terminal that shows only ASCII. Signs that reports use are replaced by ASCII text, any other character by its number. */
export const ascii = (text: string): string => text.replace(/[^\n\u001b\u0020-\u007e]/gu, (mark) => PLAIN[mark] ?? codePoint(mark));
