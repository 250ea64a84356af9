// Before the first paint, so that a chosen theme never flashes the other one; see theme.ts.
(() => {
  const theme = localStorage.getItem("hausruf.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
})();
