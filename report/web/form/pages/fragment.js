(() => {
  const [no, code] = decodeURIComponent(location.hash.slice(1)).split(".");
  if (!no || !code) return;
  document.getElementById("no").value = no;
  document.getElementById("code").value = code;
  history.replaceState(null, "", location.pathname);
})();
