// Runs before the first paint, so that a chosen theme never flashes in the other one.
// It is a file and not an inline script because the content security policy allows none.
(function () {
  try {
    var theme = localStorage.getItem("provodnik.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage may be forbidden; then the system's theme holds.
  }
})();
