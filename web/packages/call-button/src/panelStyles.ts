export const panelStyles = `
section {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 0.75rem;
  padding: 0.75rem 1rem;
  border: 1px solid var(--line);
  border-radius: 14px;
  background: light-dark(#fff, #1b1b1e);
  color: light-dark(#1a1a1c, #f4f4f5);
}
.words { display: flex; flex-direction: column; min-width: 9rem; }
.name { font-weight: 640; overflow-wrap: anywhere; }
.time { font-variant-numeric: tabular-nums; }
.quiet { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.keys { display: flex; flex-wrap: wrap; gap: 0.5rem; }
.plain { border-color: var(--line); background: transparent; color: inherit; }
.plain:focus-visible { outline-color: currentColor; }
.hangup { background: #c2261c; color: #fff; }
.hangup:focus-visible { outline-color: #c2261c; }
.notes { flex-basis: 100%; }
.notes:empty { display: none; }
.pictures { flex-basis: 100%; position: relative; }
video { display: block; border-radius: 10px; background: #09090b; }
video.other { width: 100%; max-width: 40rem; }
video.me { position: absolute; right: 0.5rem; bottom: 0.5rem; width: 25%; max-width: 10rem; transform: scaleX(-1); }
`;
