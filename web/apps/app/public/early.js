// Before the first paint and before the app's code, and small enough to be one file for both documents.

// A chosen theme, so that the other one never flashes; see theme.ts.
(() => {
  const theme = localStorage.getItem("hausruf.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
})();

// What the office asks for first, asked while its code is on the way; packages/api/src/ahead.ts takes it.
(() => {
  if (location.pathname.startsWith("/portal/office/videocalls/join/")) return; // guests have no session
  const ahead = (window.hausrufAhead = new Map());
  const ask = (path) => {
    const answer = fetch(path, { headers: { Accept: "application/json" } });
    answer.catch(() => undefined); // whoever takes it hears of it
    ahead.set(path, answer);
    return answer;
  };
  const askForLists = ({ ok }) => {
    if (ok)
      for (const state of ["unplanned", "past"]) ask(`/api/video-calls?state=${state}&limit=20`);
  };
  const isOverview = ["/", "/portal/office/videocalls"].includes(location.pathname);
  const session = ask("/api/session");
  if (isOverview) void session.then(askForLists, () => undefined);
})();
