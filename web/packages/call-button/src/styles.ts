/** Follows the page: its font, its light or dark (`color-scheme`), and the colours that it sets. */
export const buttonStyles = `
:host {
  --accent: var(--hausruf-accent, light-dark(#23477d, #9db9ea));
  --on-accent: var(--hausruf-on-accent, light-dark(#fff, #14141a));
  --line: light-dark(#8a8984, #7d7d84);
  --danger: light-dark(#a62318, #ffb4a9);
  display: inline-flex;
  flex-direction: column;
  align-items: flex-start;
  gap: 0.5rem;
  max-width: 100%;
  font-size: 1rem;
  line-height: 1.5;
}
:host([hidden]), [hidden] { display: none !important; }
button {
  display: inline-flex;
  align-items: center;
  justify-content: center;
  gap: 0.5rem;
  min-height: 2.75rem;
  padding: 0 1rem;
  border: 1px solid transparent;
  border-radius: 10px;
  background: var(--accent);
  color: var(--on-accent);
  font: inherit;
  font-weight: 560;
  cursor: pointer;
}
button[aria-disabled="true"] { opacity: 0.7; cursor: default; }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
svg { width: 1.25rem; height: 1.25rem; fill: none; stroke: currentColor; stroke-width: 2; stroke-linejoin: round; }
p { margin: 0; }
.error { color: var(--danger); }
`;
